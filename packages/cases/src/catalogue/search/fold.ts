/**
 * Folds text so that people find what they mean: lower case, no accents, ß as ss, and umlauts the same whether written ä, ae or a.
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/([aou])e(?=[^aeiou]|$)/g, '$1');
}

/** Words of a text, folded; an apostrophe parts words (l’attestation → l, attestation). */
export function words(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Ends of a long word, so that the second half of a compound is found: wohnsitzbestatigung → …, bestatigung, … */
export function wordEnds(word: string): string[] {
  const ends: string[] = [];
  if (word.length < 9) return ends;
  for (let at = 3; at <= word.length - 5; at++) ends.push(word.slice(at));
  return ends;
}

/** Set of three-letter pieces of a folded text. */
export function trigrams(text: string): Set<string> {
  const padded = ` ${words(text).join(' ')} `;
  const pieces = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) pieces.add(padded.slice(at, at + 3));
  return pieces;
}

/** Dice coefficient of two sets, 0…1. */
export function likeness(one: Set<string>, other: Set<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const piece of one) if (other.has(piece)) shared++;
  return (2 * shared) / (one.size + other.size);
}
