import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assertFeel, feel } from '../testing.ts';

const list = fc.array(fc.integer({ min: 0, max: 9 }));

describe('list functions', () => {
  it('look into lists', () => {
    assertFeel([
      ['list contains([1, null], null)', true],
      ['list contains([1, 2], 3)', false],
      ['count([1, null])', 2],
      ['count(null)', null],
      ['count(5)', 1],
      ['index of([1, 2, 1, null], 1)', [1, 3]],
      ['index of([1, null], null)', [2]],
      ['sublist([1, 2, 3], 2)', [2, 3]],
      ['sublist([1, 2, 3], -2, 1)', [2]],
      ['sublist([1, 2, 3], 4)', null],
    ]);
  });

  it('make new lists', () => {
    assertFeel([
      ['append([1], 2, 3)', [1, 2, 3]],
      ['concatenate([1], [2], [[3]])', [1, 2, [3]]],
      ['insert before([1, 3], 2, 2)', [1, 2, 3]],
      ['insert before([1], 5, 2)', null],
      ['remove([1, 2, 3], -1)', [1, 2]],
      ['list replace([2, 4, 7], 3, 6)', [2, 4, 6]],
      ['list replace([2, 4, 7], function(item, newItem) item < newItem, 5)', [5, 5, 7]],
      ['reverse([1, 2])', [2, 1]],
      ['union([1, 2], [2, 3])', [1, 2, 3]],
      ['distinct values([1, 2, 1, null, null])', [1, 2, null]],
      ['flatten([[1, [2]], 3])', [1, 2, 3]],
    ]);
  });

  it('sort stably and by any order', () => {
    assertFeel([
      ['sort([3, 1, 2])', [1, 2, 3]],
      ['sort([3, 1, 2], function(x, y) x > y)', [3, 2, 1]],
      ['sort(list: ["b", "a"], precedes: function(x, y) x < y)', ['a', 'b']],
      ['sort([1, "a"])', null],
      ['sort([2, 1], function(x) x)', null],
    ]);
    fc.assert(
      fc.property(list, (values) => {
        const pairs = values.map((key, place) => ({ key, place }));
        const sorted = [...pairs].sort((a, b) => a.key - b.key || a.place - b.place);
        assert.deepEqual(feel('sort(pairs, function(x, y) x.key < y.key)', { pairs }), sorted);
      }),
    );
  });

  it('keep their laws for any list', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const context = { a, b };
        assert.equal(feel('count(concatenate(a, b)) = count(a) + count(b)', context), true);
        assert.equal(feel('reverse(reverse(a)) = a', context), true);
        assert.deepEqual(feel('distinct values(a)', context), [...new Set(a)]);
        assert.deepEqual(feel('union(a, b)', context), [...new Set([...a, ...b])]);
        assert.deepEqual(
          feel('a[item > 4]', context),
          a.filter((item) => item > 4),
        );
      }),
    );
  });
});

describe('context functions', () => {
  it('read and change contexts', () => {
    assertFeel([
      ['get value({a: 1}, "a")', 1],
      ['get value({a: {b: 2}}, ["a", "b"])', 2],
      ['get value({a: 1}, "b")', null],
      [
        'get entries({a: 1, b: 2})',
        [
          { key: 'a', value: 1 },
          { key: 'b', value: 2 },
        ],
      ],
      ['context([{key: "a", value: 1}, {key: "b", value: 2}])', { a: 1, b: 2 }],
      ['context([{key: "a", value: 1}, {key: "a", value: 2}])', null],
      ['context([{key: "a"}])', null],
      ['context put({x: 1}, "y", 2)', { x: 1, y: 2 }],
      ['context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', { x: 1, y: { a: 2 } }],
      ['context put({x: 1}, [], 2)', null],
      ['context merge([{x: 1}, {x: 2, y: 3}])', { x: 2, y: 3 }],
    ]);
  });

  it('treat keys like __proto__ and constructor as any other', () => {
    assert.equal(feel('get value({"__proto__": 5}, "__proto__")'), 5);
    const made = feel('{"__proto__": {"polluted": true}}') as Record<string, unknown>;
    assert.equal(Object.getPrototypeOf(made), Object.prototype);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(feel('get value(x, "constructor")', { x: {} }), null);
  });
});
