import type { VocabularyData } from '../catalogue/vocabulary.ts';

/**
 * Whether a pattern of `sharing` or `reads` covers a name. `x.*` covers everything under x except sensitive and vault names, which must be
 * named one by one.
 */
export function covers(pattern: string, name: string, vocabulary: VocabularyData): boolean {
  const plain = name.replace(/\[[^\]]*\]/g, '');
  const wide = pattern.endsWith('.*');
  const base = wide ? pattern.slice(0, -2) : pattern;
  if (plain !== base && !plain.startsWith(`${base}.`)) return false;
  const privacy = vocabulary.privacy(plain);
  return !wide || (privacy !== 's' && privacy !== 'v');
}

export function coveredBy(patterns: readonly string[], name: string, vocabulary: VocabularyData): boolean {
  return patterns.some((pattern) => covers(pattern, name, vocabulary));
}
