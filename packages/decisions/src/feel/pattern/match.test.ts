import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Run } from '../run.ts';
import { feel, warnings } from '../testing.ts';
import { patternOf } from './match.ts';

function find(pattern: string, text: string, flags = ''): (string | undefined)[] | null {
  const chars = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const compiled = patternOf(pattern, flags);
  assert.ok(compiled, `${pattern} is a pattern`);
  return compiled.find(chars, 0, new Run())?.groups ?? null;
}

describe('regular expressions', () => {
  it('find what the runtime finds, for patterns both understand', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a)', '(b|ab)', '(?:a|b)', '(a*)', 'ba', '(a|b)\\1');
    const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '*?', '+?', '??');
    const piece = fc.tuple(atom, quantifier).map(([part, many]) => (part.length > 1 && !/^[[(]/.test(part) ? `(?:${part})` : part) + many);
    const pattern = fc
      .array(piece, { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join(''))
      .filter((text) => !text.includes('\\1') || text.startsWith('(a|b)\\1'));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (source, subject, anchored) => {
        // Groups inside repeats are reset by the runtime but not by XPath; the whole match is the same.
        const whole = anchored ? `^${source}$` : source;
        assert.equal(find(whole, subject)?.[0], new RegExp(whole, 'u').exec(subject)?.[0], `${whole} in ${subject}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('know sets, subtraction, properties and case', () => {
    const cases: [pattern: string, text: string, found: boolean, flags?: string][] = [
      ['^[a-z-[aeiou]]+$', 'xyz', true],
      ['^[a-z-[aeiou]]+$', 'xaz', false],
      ['^\\p{Lu}\\P{Lu}+$', 'Äbc', true],
      ['^\\i\\c*$', '_a-b.9', true],
      ['^[-a]$', '-', true],
      ['^[a-]$', '-', true],
      ['^[\\-\\]]+$', '-]', true],
      ['^straße$', 'STRAßE', true, 'i'],
      ['^b$', 'a\nb\nc', true, 'm'],
      ['^b$', 'a\nb\nc', false],
      ['a # b', 'a#b', true, 'x'],
      ['^.$', '😀', true],
    ];
    for (const [pattern, text, found, flags] of cases) assert.equal(find(pattern, text, flags) !== null, found, pattern);
  });

  it('refuse what XPath refuses', () => {
    for (const pattern of ['(', ')', '[', '[]', 'a{2,1}', '*', 'a**', '\\q', '\\1', '(a)\\2', '[z-a]', '\\p{Foo}', 'a{', '(?=a)', '^*']) {
      assert.equal(patternOf(pattern, ''), null, pattern);
    }
    assert.equal(patternOf('a', 'g'), null);
  });

  it('stop within the budget where backtracking explodes', () => {
    const text = `${'a'.repeat(40)}!`;
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(a*)*b$', '(.*)(.*)(.*)(.*)(.*)(.*)x']) {
      assert.equal(feel('matches(text, pattern)', { text, pattern }, { budget: { steps: 100_000 } }), null);
      assert.ok(warnings('matches(text, pattern)', { text, pattern }, { budget: { steps: 100_000 } }).includes('feel-budget-exceeded'));
    }
  });

  it('match long texts without using up the stack', () => {
    const text = 'ab '.repeat(30_000);
    assert.equal(feel('matches(text, "^.*b $", "s")', { text }), true);
    assert.equal(feel('string length(replace(text, "[ab]+", "x"))', { text }), 60_000);
  });
});
