import type { Run } from '../run.ts';
import { patternOf, textOf } from '../pattern/match.ts';
import type { Pattern } from '../pattern/match.ts';
import type { Value } from '../values/kind.ts';
import { define } from './define.ts';

// String functions with regular expressions, DMN 1.5, section 10.3.4.3.

function codePoints(text: string, run: Run): number[] {
  run.step(1 + (text.length >> 4));
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

function compiled(pattern: string, flags: string | null, run: Run): Pattern | null {
  const found = patternOf(pattern, flags ?? '');
  return found ?? run.warn('feel-pattern', 'expected a valid regular expression and flags, got another text');
}

/** Patterns that match nothing at all have no meaning for replace and split (XPath 3.1, section 5.6.4). */
function matchesEmpty(pattern: Pattern, run: Run): boolean {
  if (pattern.find([], 0, run) === null) return false;
  run.warn('feel-pattern', 'expected a regular expression that does not match the empty text, got one that does');
  return true;
}

define('matches', 'input: string, pattern: string, flags?: string', ([input, pattern, flags], run) => {
  const found = compiled(pattern, flags, run);
  return found === null ? null : found.find(codePoints(input, run), 0, run) !== null;
});

define('replace', 'input: string, pattern: string, replacement: string, flags?: string', ([input, pattern, replacement, flags], run) => {
  const found = compiled(pattern, flags, run);
  const filled = flags?.includes('q') ? () => replacement : readReplacement(replacement, run);
  if (found === null || filled === null || matchesEmpty(found, run)) return null;
  let result = '';
  eachPart(input, found, run, (between, groups) => {
    result += groups === null ? between : between + filled(groups);
    run.bound(result.length);
  });
  return result;
});

define('split', 'string: string, delimiter: string', ([string, delimiter], run) => {
  const found = compiled(delimiter, null, run);
  if (found === null || matchesEmpty(found, run)) return null;
  const parts: Value[] = [];
  eachPart(string, found, run, (between) => {
    parts.push(between);
    run.bound(parts.length);
  });
  return parts;
});

/** Visits the text before each match with the match's groups, and last the rest with null. */
function eachPart(text: string, pattern: Pattern, run: Run, visit: (between: string, groups: (string | undefined)[] | null) => void): void {
  const chars = codePoints(text, run);
  let from = 0;
  for (let match = pattern.find(chars, 0, run); match !== null; match = pattern.find(chars, from, run)) {
    // An anchor may still match without taking a character.
    if (match.end === match.start) break;
    visit(textOf(chars, from, match.start), match.groups);
    from = match.end;
  }
  visit(textOf(chars, from, chars.length), null);
}

/** A replacement text: `$1` is a group, `\$` and `\\` are themselves; null with a warning for anything else. */
function readReplacement(text: string, run: Run): ((groups: (string | undefined)[]) => string) | null {
  const parts = text.match(/\\[\\$]|\$\d+|[^\\$]+/g) ?? [];
  if (parts.join('') !== text) {
    return run.warn('feel-pattern', 'expected a replacement text with "$" before digits only, got another');
  }
  return (groups) => parts.map((part) => replacementPart(part, groups)).join('');
}

function replacementPart(part: string, groups: (string | undefined)[]): string {
  if (part.startsWith('\\')) return part.slice(1);
  if (!part.startsWith('$')) return part;
  // "$12" is group 12 if there is one, else group 1 followed by "2".
  for (let digits = part.slice(1); digits.length > 1; digits = digits.slice(0, -1)) {
    const index = Number(digits);
    if (index < groups.length) return (groups[index] ?? '') + part.slice(1 + digits.length);
  }
  return (groups[Number(part[1])] ?? '') + part.slice(2);
}
