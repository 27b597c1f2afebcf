import { readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import { parse } from 'yaml';
import { likeness, trigrams, wordEnds, words } from './fold.ts';

/** What one public service says about itself in one language. */
export interface SearchEntry {
  service: string;
  lang: string;
  title: string;
  summary: string;
  keywords: string[];
}

export interface SearchHit {
  service: string;
  score: number;
}

export type Search = (query: string, lang: string) => SearchHit[];

const stopWords = new Set(
  Object.values(parse(readFileSync(new URL('./stop-words.yaml', import.meta.url), 'utf8')) as Record<string, string[]>).flat(),
);

function significant(query: string): string[] {
  const all = words(query);
  const kept = all.filter((word) => !stopWords.has(word));
  return kept.length > 0 ? kept : all;
}

/**
 * Full-text index over all services and languages. Best first; accents, umlaut spellings, ß, beginnings of words, parts of compounds and
 * typing errors are forgiven. At least half of the telling words must match. The language of the page counts more than the others.
 */
export function createSearch(entries: SearchEntry[]): Search {
  const index = new MiniSearch<Record<string, string>>({
    fields: ['title', 'keywords', 'summary', 'parts'],
    storeFields: ['service', 'lang'],
    tokenize: (text) => words(text),
    processTerm: (term) => term,
  });
  const phrases: { service: string; pieces: Set<string> }[] = [];
  for (const [at, entry] of entries.entries()) {
    const telling = [entry.title, ...entry.keywords];
    const parts = telling
      .flatMap((text) => words(text))
      .flatMap(wordEnds)
      .join(' ');
    const keywords = entry.keywords.map((text) => significant(text).join(' ')).join(' ');
    index.add({
      id: String(at),
      service: entry.service,
      lang: entry.lang,
      title: entry.title,
      keywords,
      summary: significant(entry.summary).join(' '),
      parts,
    });
    for (const text of telling) phrases.push({ service: entry.service, pieces: trigrams(significant(text).join(' ')) });
  }

  return (query, lang) => {
    const asked = significant(query.slice(0, 200));
    if (asked.length === 0) return [];
    const best = new Map<string, number>();
    const keep = (service: string, score: number) => best.set(service, Math.max(best.get(service) ?? 0, score));
    const found = index.search(asked.join(' '), {
      boost: { title: 3, keywords: 2.5, summary: 1, parts: 0.5 },
      prefix: (term) => term.length >= 3,
      fuzzy: (term) => (term.length < 5 ? false : term.length < 8 ? 1 : 0.2),
      maxFuzzy: 4,
      weights: { fuzzy: 0.5, prefix: 0.7 },
      tokenize: (text) => text.split(' '),
      boostDocument: (_id, _term, stored) => (sameLanguage(String(stored?.lang), lang) ? 1.2 : 1),
    });
    for (const hit of found) if (hit.queryTerms.length * 2 >= new Set(asked).size) keep(String(hit.service), hit.score);
    const pieces = trigrams(asked.join(' '));
    for (const phrase of phrases) {
      const alike = likeness(pieces, phrase.pieces);
      if (alike > 0.45) keep(phrase.service, (best.get(phrase.service) ?? 0) + alike * 10);
    }
    return [...best]
      .map(([service, score]) => ({ service, score }))
      .sort((one, other) => other.score - one.score || one.service.localeCompare(other.service));
  };
}

function sameLanguage(one: string, other: string): boolean {
  return one.split('-')[0] === other.split('-')[0];
}
