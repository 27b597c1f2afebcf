import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileExpression } from '../expression.ts';
import { assertFeel, passes } from '../testing.ts';

describe('corners of the language', () => {
  it('read function types: parameters may be wider, results narrower', () => {
    assertFeel([
      ['(function(a: number) a) instance of function<number> -> number', true],
      ['(function(a: number) a) instance of function<number> -> string', false],
      ['(function(a: number) a) instance of function<string> -> number', false],
      ['(function(a) a) instance of function<string> -> number', true],
      ['(function(a: number, b: number) a) instance of function<number> -> number', false],
      ['(function(a: Any) "x") instance of function<number> -> string', true],
      ['(function(a: number) a > 1) instance of function<number> -> boolean', true],
      ['(function(a: number) function(b: string) b) instance of function<number> -> function<string> -> string', true],
      ['abs instance of function<number> -> number', true],
      ['1 instance of function<number> -> number', false],
    ]);
  });

  it('convert a date to its midnight in UTC for a parameter that is a date and time', () => {
    assertFeel([
      ['(function(x: date and time) x)(@"2020-01-01")', '2020-01-01T00:00:00Z'],
      ['(function(x: date) x)(@"2020-01-01T10:00:00")', null],
    ]);
  });

  it('have ranges with one bound as values and as tests', () => {
    assertFeel([
      ['(< 10)', '< 10'],
      ['[(>= 3)]', ['>= 3']],
      ['(< 10) = (< 10)', true],
      ['(< 10) = (<= 10)', false],
      ['(> 10).start', 10],
      ['(> 10).start included', false],
      ['(< 10).start', null],
      ['5 in (< 10)', true],
      ['5 in [< 3, > 4]', true],
      ['1 in (= 1)', true],
      ['1 in (!= 1)', false],
      ['(1..3) = ]1..3[', true],
    ]);
  });

  it('read escapes, surrogates and characters beyond 16 bits', () => {
    assertFeel([
      ['"\\u00e9\\t\\"\\\\"', 'é\t"\\'],
      ['"\\uD83D\\uDC0E" = "\\U01F40E"', true],
      ['string length("\\uD83D\\uDC0Ea")', 2],
      ['substring("🐎bc", 2)', 'bc'],
      ['matches("α", "^\\p{IsGreek}$")', true],
      ['matches("a", "\\p{IsGreek}")', false],
      ['replace("aβ", "\\P{IsBasicLatin}", "b")', 'ab'],
      ['matches("a", "\\p{IsNowhere}")', null],
    ]);
  });

  it('have numbers of 34 digits without negative zero, infinity or "not a number"', () => {
    assertFeel([
      ['-0', 0],
      ['string(0 * -1)', '0'],
      ['10 ** 6145', null],
      ['1e6145', null],
      ['0 ** -1', null],
      ['(-8) ** 0.5', null],
      ['2 ** 3 ** 2', 64],
      ['-2 ** 2', 4],
      ['1 - -1', 2],
    ]);
    assert.throws(() => compileExpression('+1'), { code: 'feel-syntax' });
  });

  it('do not mix types: what cannot be computed is null', () => {
    for (const text of [
      '@"2020-01-01" + 1',
      '@"P1D" + @"P1Y"',
      '@"10:00:00" + @"P1Y"',
      '@"P1D" * @"P1D"',
      '"a" + 1',
      '1 + null',
      'true + true',
      '@"2020-01-01" < @"2020-01-01T00:00:00"',
      '@"P1Y" < @"P366D"',
      '"a" = 1',
    ]) {
      assert.equal(compileExpression(text).evaluate({}).value, null, text);
    }
  });

  it('give `partial` only to the body of a loop, as it was in that round', () => {
    assertFeel([
      ['for i in 1..4 return if i = 1 then 1 else i * partial[-1]', [1, 2, 6, 24]],
      ['for i in 1..3 return partial', [[], [[]], [[], [[]]]]],
      ['for i in 1..2 return sum(partial)', [null, null]],
      ['for partial in [1, 2] return partial', [1, 2]],
      ['for i in partial return i', null],
    ]);
  });

  it('test a cell of literals as the same cell with names', () => {
    const bound = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constantFrom(0.5, 9_999_999, 10_000_000, 12.25));
    fc.assert(
      fc.property(bound, bound, bound, fc.constantFrom('[]', '[)', '(]', '()'), (low, high, input, brackets) => {
        const [open, close] = brackets as unknown as [string, string];
        const cells = [`${open}LOW..HIGH${close}`, '> LOW', '<= LOW', 'LOW', 'not(LOW)', '[LOW, HIGH]', 'LOW, HIGH'];
        for (const cell of cells) {
          const literal = cell.replace('LOW', String(low)).replace('HIGH', String(high));
          const named = cell.replace('LOW', 'low').replace('HIGH', 'high');
          for (const value of [input, null, 'a', true, [input]]) {
            assert.equal(passes(value, literal), passes(value, named, { low, high }), `${JSON.stringify(value)} in ${literal}`);
          }
        }
      }),
    );
  });
});
