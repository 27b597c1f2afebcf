import type { VocabularyData } from '../catalogue/vocabulary.ts';

/** What says of a name that it must be named one by one. */
export type Classes = Pick<VocabularyData, 'sensitive'>;

/**
 * Whether a pattern of `sharing` or `reads` covers a name: a single name covers itself and what is inside, `x.*` everything under x
 * except what is sensitive or in the vault, which must be named one by one (service-package.md, section 1).
 */
export function covers(pattern: string, name: string, vocabulary: Classes): boolean {
  const plain = name.replace(/\[[^\]]*\]/g, '');
  const wide = pattern.endsWith('.*');
  const base = wide ? pattern.slice(0, -2) : pattern;
  if (plain !== base && !plain.startsWith(`${base}.`)) return false;
  return !wide || !vocabulary.sensitive(plain);
}

export function coveredBy(patterns: readonly string[], name: string, vocabulary: Classes): boolean {
  return patterns.some((pattern) => covers(pattern, name, vocabulary));
}

/** Parties that may read a name of a case: the applicant, and each whose `sharing` covers it. */
export function readersOf(sharing: Record<string, { read: readonly string[] }>, name: string, vocabulary: Classes): string[] {
  const others = Object.entries(sharing).filter(([, { read }]) => coveredBy(read, name, vocabulary));
  return ['applicant', ...others.map(([party]) => party)];
}
