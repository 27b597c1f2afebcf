import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assertFeel, feel } from '../testing.ts';

describe('numeric functions', () => {
  it('round in each of the standard ways', () => {
    assertFeel([
      ['decimal(1/3, 2)', 0.33],
      ['decimal(2.5, 0)', 2],
      ['decimal(3.5, 0)', 4],
      ['decimal(1250, -2)', 1200],
      ['floor(-1.5)', -2],
      ['floor(1.56, 1)', 1.5],
      ['ceiling(1.51, 1)', 1.6],
      ['round up(-5.5, 0)', -6],
      ['round down(-5.5, 0)', -5],
      ['round half up(2.5, 0)', 3],
      ['round half up(-2.5, 0)', -3],
      ['round half down(2.5, 0)', 2],
      ['round up(1.126, 7000)', null],
      ['round up(5.5)', null],
      ['round half up(20.125 * 2, 1)', 40.3],
    ]);
  });

  it('know size, remainder and parity', () => {
    assertFeel([
      ['abs(-1.5)', 1.5],
      ['abs(@"-P1M")', 'P1M'],
      ['modulo(-12, 5)', 3],
      ['modulo(12, -5)', -3],
      ['modulo(10.1, 4.5)', 1.1],
      ['modulo(1, 0)', null],
      ['odd(5)', true],
      ['even(2.5)', false],
      ['even(0)', true],
      ['sqrt(16)', 4],
      ['exp(0)', 1],
      ['log(1)', 0],
    ]);
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (a, b) => {
        assert.equal(feel('floor(a / b) * b + modulo(a, b)', { a, b }), a);
      }),
    );
  });

  it('compute over lists and over arguments alike', () => {
    assertFeel([
      ['sum([0.1, 0.2])', 0.3],
      ['sum(1, 2, 3)', 6],
      ['sum([])', null],
      ['sum([1, null])', null],
      ['mean([1, 2, 4.5])', 2.5],
      ['product(2, 3, 4)', 24],
      ['median(8, 2, 5, 3, 4)', 4],
      ['median([6, 1, 2, 3])', 2.5],
      ['stddev([2, 4, 7, 5])', '2.081665999466132735282297706979931'],
      ['stddev([1])', null],
      ['mode([6, 3, 9, 6, 6, 3, 3])', [3, 6]],
      ['mode([])', []],
      ['min(3, 1, 2)', 1],
      ['max(["a", "c", "b"])', 'c'],
      ['max(date("2024-01-01"), date("2023-01-01"))', '2024-01-01'],
      ['min([1, "a"])', null],
      ['max([])', null],
      ['all([true, null])', null],
      ['all([true, null, false])', false],
      ['all([])', true],
      ['any(false, true)', true],
      ['any([null])', null],
    ]);
  });
});
