import { PatternError } from './ast.ts';
import type { CharSet } from './ast.ts';
import { block } from './blocks.ts';

/** A set by a Unicode property or block as XML Schema names it, e.g. `Lu`, `L`, `IsGreek`. */
export function property(name: string): CharSet {
  if (name.startsWith('Is')) return block(name.slice(2));
  if (!/^[A-Z][a-z]?$/.test(name)) throw new PatternError(`unknown property`);
  try {
    return native(new RegExp(`\\p{${name}}`, 'u'));
  } catch (error) {
    throw new PatternError('unknown property', { cause: error });
  }
}

/** Looks single characters up in the runtime's tables, remembering the answers for ASCII. */
function native(expression: RegExp): CharSet {
  const ascii = Array.from({ length: 128 }, (_, codePoint) => expression.test(String.fromCharCode(codePoint)));
  return (codePoint) => ascii[codePoint] ?? expression.test(String.fromCodePoint(codePoint));
}

export const not =
  (set: CharSet): CharSet =>
  (codePoint) =>
    !set(codePoint);

export const oneOf =
  (sets: CharSet[]): CharSet =>
  (codePoint) =>
    sets.some((set) => set(codePoint));

export const between =
  (low: number, high: number): CharSet =>
  (codePoint) =>
    codePoint >= low && codePoint <= high;

/** The set together with the other case of its letters. */
export function anyCase(set: CharSet): CharSet {
  return (codePoint) => {
    if (set(codePoint)) return true;
    const character = String.fromCodePoint(codePoint);
    return other(character.toLowerCase(), set) || other(character.toUpperCase(), set);
  };
}

function other(text: string, set: CharSet): boolean {
  const codePoint = text.codePointAt(0) ?? 0;
  return text.length === (codePoint > 0xffff ? 2 : 1) && set(codePoint);
}

const space: CharSet = (codePoint) => codePoint === 32 || codePoint === 9 || codePoint === 10 || codePoint === 13;
const digit = native(/\p{Nd}/u);
const word = native(/[^\p{P}\p{Z}\p{C}]/u);
const nameStart = native(/[\p{L}\p{Nl}_:]/u);
const nameChar = native(/[\p{L}\p{N}\p{M}_:.\-·]/u);

/** The sets written with one letter after a backslash (XML Schema part 2, appendix G.4.2.5). */
export const shorthands: Record<string, CharSet> = {
  s: space,
  S: not(space),
  d: digit,
  D: not(digit),
  w: word,
  W: not(word),
  i: nameStart,
  I: not(nameStart),
  c: nameChar,
  C: not(nameChar),
};
