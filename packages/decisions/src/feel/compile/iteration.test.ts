import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assertFeel, feel } from '../testing.ts';

describe('loops', () => {
  it('go through lists, ranges, both directions, days and single values', () => {
    assertFeel([
      ['for i in [1, 2, 3] return i * i', [1, 4, 9]],
      ['for i in 3..1 return i', [3, 2, 1]],
      ['for i in [1..4) return i', [1, 2, 3]],
      ['for d in @"2024-02-28"..@"2024-03-01" return d', ['2024-02-28', '2024-02-29', '2024-03-01']],
      ['for i in 5 return i', [5]],
      ['for i in null return i', null],
      ['for i in 1..2.5 return i', null],
      ['for i in [] return i', []],
    ]);
  });

  it('nest, and later variables see earlier ones', () => {
    assertFeel([
      ['for i in 1..2, j in 1..i return i * 10 + j', [11, 21, 22]],
      ['for p in [{kids: [1, 2]}, {kids: []}], k in p.kids return k', [1, 2]],
    ]);
  });

  it('see their results so far', () => {
    assert.deepEqual(feel('for i in 0..5 return if i < 2 then i else partial[-1] + partial[-2]'), [0, 1, 1, 2, 3, 5]);
    assert.deepEqual(feel('for i in 1..3 return count(partial)'), [0, 1, 2]);
  });

  it('bind what a function defined inside sees', () => {
    assert.deepEqual(feel('for f in (for i in 1..3 return function(x) x + i) return f(10)'), [11, 12, 13]);
  });

  it('some and every follow three-valued logic', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(true, false, null)), (list) => {
        const some = list.includes(true) ? true : list.includes(null) ? null : false;
        const every = list.includes(false) ? false : list.includes(null) ? null : true;
        assert.equal(feel('some x in list satisfies x', { list }), some);
        assert.equal(feel('every x in list satisfies x', { list }), every);
      }),
    );
  });
});

describe('contexts and functions', () => {
  it('let later entries see earlier ones', () => {
    assertFeel([
      ['{a: 1, b: a + 1, "c d": b * 2}', { a: 1, b: 2, 'c d': 4 }],
      ['{a: 1, a: 2}', null],
      ['{f: function(x) x * 2, r: f(4)}.r', 8],
    ]);
  });

  it('take positional and named arguments, by type when declared', () => {
    assertFeel([
      ['(function(a, b) a - b)(5, 3)', 2],
      ['{f: function(a, b) a - b, r: f(b: 3, a: 5)}.r', 2],
      ['(function(a) a)(1, 2)', null],
      ['(function(a: string) a)(1)', null],
      ['(function(a: number) a + 1)([1])', 2],
      ['(function(a: list<number>) count(a))(1)', 1],
      ['{f: function(a) a, r: f(b: 1)}.r', null],
      ['(function(a) external {java: {class: "x"}})(1)', null],
      ['1(2)', null],
    ]);
  });

  it('instance of tells types apart, lists and contexts by their parts', () => {
    assertFeel([
      ['1 instance of number', true],
      ['null instance of Any', false],
      ['null instance of Null', true],
      ['[1, 2] instance of list<number>', true],
      ['[1, "a"] instance of list<number>', false],
      ['{a: 1, b: 2} instance of context<a: number>', true],
      ['{b: 2} instance of context<a: number>', false],
      ['[1..2] instance of range<number>', true],
      ['["a".."b"] instance of range<number>', false],
      ['@"P1D" instance of days and time duration', true],
      ['@"P1D" instance of years and months duration', false],
      ['count instance of function<list>->number', true],
      ['1 instance of unheard', null],
    ]);
  });
});
