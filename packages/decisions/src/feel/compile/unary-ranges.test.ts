import { describe, it } from 'node:test';
import { assertFeel } from '../testing.ts';

// DMN 1.5, sections 10.3.1.2 (rules 7, 8, 66), 10.3.2.7 and table 55.
describe('ranges', () => {
  it('are written with one bound and an operator', () => {
    assertFeel([
      ['(= 10) = [10..10]', true],
      ['(!= 10)', null],
      ['(= null)', null],
      ['(< 10).end', 10],
      ['(< 10).start', null],
      ['(<= 10).end included', true],
      ['(<= 10).start included', false],
      ['(> 1).start', 1],
      ['(>= 1) = (> 1)', false],
      ['(>= @"2019-03-31") instance of range<date>', true],
      ['(< 10) instance of range<string>', false],
      ['includes((< 10), 5)', true],
      ['before((< 10), 10)', true],
      ['string(>= 10)', '>= 10'],
    ]);
  });

  it('in a test are two comparisons: bounds that are null or the wrong way round never pass', () => {
    assertFeel([
      ['5 in [null..3]', false],
      ['2 in [null..3]', null],
      ['2 in [1..null]', null],
      ['0 in [1..null]', false],
      ['2 in [3..1]', false],
      ['"b" in [1..3]', null],
      ['null in [1..3]', null],
      ['2 in ([5..6], [1..3])', true],
      ['2 in [[5..6], [1..3]]', true],
      ['[1..3] in [1..3]', true],
      ['[1..3] in [[1..3], [5..6]]', true],
      ['5 in ]1..5[', false],
      ['@"10:00:00" in [@"09:00:00Z"..@"11:00:00Z"]', true],
    ]);
  });

  it('are made of text by range(), from literals only', () => {
    assertFeel([
      ['range("[18..21)") = [18..21)', true],
      ['range("[2..)") = (>= 2)', true],
      ['range("(..2)") = (< 2)', true],
      ['range("(..2]") = (<= 2)', true],
      ['range("[-1.5..1e3]") = [-1.5..1000]', true],
      ['range("[.5..1]") = [0.5..1]', true],
      ['range("[..]")', null],
      ['range("(..)")', null],
      ['range("")', null],
      ['range("[1 + 1..3]")', null],
      ['range("[a..b]")', null],
      ['range("[\\"a\\"..\\"c\\"]") = ["a".."c"]', true],
    ]);
  });

  it('as operand of "in" a boolean is a value; with "?" it is a test', () => {
    assertFeel([
      ['1 in true', null],
      ['true in true', true],
      ['1 in (? > 0)', true],
      ['1 in (? > 2, ? < 0)', false],
      ['"abc" in (contains(?, "b"))', true],
      ['-2 in (abs(?))', false],
      ['2 in (abs(?))', true],
      ['1 in [1, 2]', true],
      ['[1] in [[1], 2]', true],
      ['1 in null', false],
      ['null in null', true],
    ]);
  });
});

describe('intervals with brackets turned outwards', () => {
  it('are those with round brackets, whatever stands around them (rules 9 and 11)', () => {
    assertFeel([
      [']1..3[ = (1..3)', true],
      ['[1..3[ = [1..3)', true],
      [']1..3] != (1..3]', false],
      ['2 in ]1..3[ and true', true],
      ['count([ ]1..3[, []1..2[, ]4..5[] ])', 2],
      ['{a: ]1..3[, b: 2}.a.end', 3],
      [']1..3[.start', 1],
      ['before(]1..3[, ]3..5[)', true],
      ['[1, 2][item in ]0..2[]', [1]],
      ['[1..[2, 3][1][ = [1..2)', true],
      ['"]1..3[" = "x"', false],
      ['[][true]', []],
      ['[[]][1]', []],
    ]);
  });
});

describe('between', () => {
  it('is two comparisons joined by and (table 55)', () => {
    assertFeel([
      ['2 between 1 and 3', true],
      ['11 between null and 10', false],
      ['2 between null and 10', null],
      ['0 between 1 and null', false],
      ['null between 1 and 10', null],
      ['"a" between 1 and 10', null],
    ]);
  });
});
