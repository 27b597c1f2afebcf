import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const { status, heavy } = parse(readFileSync(new URL('plain-words.yaml', import.meta.url), 'utf8')) as {
  status: string[];
  heavy: Record<string, string[]>;
};
const bare = new Set(status.map((word) => word.toLowerCase()));
const patterns = Object.fromEntries(
  Object.entries(heavy).map(([lang, words]) => [lang, new RegExp(`(?<![\\p{L}-])(${words.join('|')})(?![\\p{L}-])`, 'iu')]),
);

/** Words that no text uses, by language, with what to say instead. */
const terms = Object.fromEntries(
  Object.entries(parse(readFileSync(new URL('terms.yaml', import.meta.url), 'utf8')) as Record<string, { not: string; say: string }[]>).map(
    ([lang, list]) => [lang, list.map(({ not, say }) => ({ pattern: new RegExp(`(?<![\\p{L}@.-])(?:${not})(?![\\p{L}-])`, 'u'), say }))],
  ),
);

/** The first word of a text for which its language has another one here, and that other one; null when there is none. */
export function otherTerm(text: string, lang: string): { found: string; say: string } | null {
  const words = text.replace(/\{[\w.]+(?:, \w+)*\}/g, 'x');
  for (const { pattern, say } of terms[lang.slice(0, 2)] ?? []) {
    const found = pattern.exec(words)?.[0];
    if (found !== undefined) return { found, say };
  }
  return null;
}

/** True when a text is nothing but a word that residents misread as an end (Groningen: «ontvangen» was read as «paid»). */
export function isBareStatus(text: string): boolean {
  return bare.has(text.trim().toLowerCase().replace(/[.!]$/, ''));
}

/** The first word of a text that names a deed by a noun, or that only offices use; null when there is none. */
export function heavyWord(text: string, lang: string): string | null {
  return patterns[lang.slice(0, 2)]?.exec(text)?.[1] ?? null;
}
