import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assertFeel, feel } from '../testing.ts';

describe('conditions', () => {
  it('follow three-valued logic for and, or and not', () => {
    const values = [true, false, null];
    for (const a of values) {
      for (const b of values) {
        const and = a === false || b === false ? false : a === null || b === null ? null : true;
        const or = a === true || b === true ? true : a === null || b === null ? null : false;
        assert.equal(feel('a and b', { a, b }), and, `${a} and ${b}`);
        assert.equal(feel('a or b', { a, b }), or, `${a} or ${b}`);
      }
    }
    assertFeel([
      ['not(null)', null],
      ['not(1)', null],
      ['"a" and false', false],
      ['"a" and true', null],
      ['if null then 1 else 2', 2],
      ['if 1 then 1 else 2', 2],
    ]);
  });

  it('compare null as equal to null only, and other types not at all', () => {
    assertFeel([
      ['null = null', true],
      ['1 = null', false],
      ['1 != null', true],
      ['1 = "1"', null],
      ['1 != "1"', null],
      ['1 < "a"', null],
      ['null < 1', null],
      ['[1, 2] = [1, 2]', true],
      ['[1, 2] = [2, 1]', false],
      ['{a: 1, b: 2} = {b: 2, a: 1}', true],
      ['{a: 1} = {a: 1, b: null}', false],
      ['[1..2] = [1..2)', false],
      ['true > false', null],
    ]);
  });

  it('order strings by code point, numbers by size', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const points = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
        const [left, right] = [points(a), points(b)];
        const at = left.findIndex((point, index) => point !== right[index]);
        const less = at < 0 ? left.length < right.length : (left[at] ?? 0) < (right[at] ?? -1);
        assert.equal(feel('a < b', { a, b }), less);
      }),
    );
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        assert.equal(feel('a >= b', { a, b }), a >= b);
        assert.equal(feel('a between b and b + 10', { a, b }), a >= b && a <= b + 10);
      }),
    );
  });

  it('know between, in lists, in ranges and in tests', () => {
    assertFeel([
      ['2 between 1 and 2', true],
      ['2 between null and 3', null],
      ['1 in [1, 2]', true],
      ['1 in ([2..3], < 2)', true],
      ['3 in (1, 2)', false],
      ['3 in (1..3)', false],
      ['3 in ]1..4[', true],
      ['"b" in ["a".."c"]', true],
      ['date("2024-06-01") in [date("2024-01-01")..date("2024-12-31")]', true],
      ['"a" in [1..3]', null],
      ['1 in > null', null],
      ['5 in (!= 4)', true],
      ['[1] in [[1], [2]]', true],
      ['2 in [[1..3], [5..6]]', true],
    ]);
  });
});
