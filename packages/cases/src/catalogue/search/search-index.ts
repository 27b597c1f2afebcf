import { readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import { parse } from 'yaml';
import { likeness, trigrams, wordEnds, words } from './fold.ts';

/** What one public service, or one entry of the directory, says about itself in one language. */
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

/** Words that tell something: without words of grammar, and without names of places unless nothing else is left. */
function significant(query: string, places: ReadonlySet<string> = new Set()): string[] {
  const all = words(query);
  const kept = all.filter((word) => !stopWords.has(word));
  const telling = kept.filter((word) => !places.has(word));
  return telling.length > 0 ? telling : kept.length > 0 ? kept : all;
}

/** Words for the same thing, folded, one list for each thing, by language. */
const groups: Record<string, string[][]> = Object.fromEntries(
  Object.entries(parse(readFileSync(new URL('./synonyms.yaml', import.meta.url), 'utf8')) as Record<string, string[][]>).map(
    ([lang, lists]) => [lang, lists.map((group) => group.map((text) => words(text).join(' ')))],
  ),
);

/** A phrase this like what was asked is what was asked. */
const SAME = 0.9;

/** Shorter words count as a whole only: «id» is not within «widerruf». */
const SHORTEST_PART = 5;

const SHORTEST_PIECE = 4;

/** Known words at the beginning and at the end of a compound nobody knows: hundekurs → hund. The longest of each. */
function piecesOf(word: string, known: ReadonlySet<string>): string[] {
  if (word.length < 2 * SHORTEST_PIECE || known.has(word)) return [];
  const cuts = Array.from({ length: word.length - SHORTEST_PIECE - 2 }, (_, at) => at + SHORTEST_PIECE);
  const beginning = cuts
    .toReversed()
    .map((at) => word.slice(0, at))
    .find((piece) => known.has(piece));
  const end = cuts.map((at) => word.slice(at)).find((piece) => piece.length >= SHORTEST_PIECE && known.has(piece));
  return [beginning, end].filter((piece) => piece !== undefined);
}

/** The other words for what a text speaks of. */
function synonymsOf(texts: readonly string[], lang: string): string[] {
  const text = ` ${texts.map((each) => words(each).join(' ')).join(' | ')} `;
  const speaksOf = (word: string): boolean => text.includes(word.length >= SHORTEST_PART ? word : ` ${word} `);
  const own = groups[lang.slice(0, 2)] ?? [];
  return own.filter((group) => group.some(speaksOf)).flatMap((group) => group.filter((word) => !speaksOf(word)));
}

/**
 * Full-text index over all services and languages. Best first; accents, umlaut spellings, ß, beginnings of words, parts of compounds and
 * typing errors are forgiven, other words for the same thing count. At least half of the telling words must match. The language of the page
 * counts more than the others.
 * @param places names of places, which say where and not what
 */
export function createSearch(entries: SearchEntry[], places: ReadonlySet<string> = new Set()): Search {
  const placeWords = new Set([...places].flatMap(words));
  const index = new MiniSearch<Record<string, string>>({
    fields: ['title', 'keywords', 'synonyms', 'summary', 'parts'],
    storeFields: ['service', 'lang'],
    tokenize: (text) => words(text),
    processTerm: (term) => term,
  });
  const known = new Set<string>();
  // Hundreds of entries share the name of an office as their summary.
  const summaries = new Map<string, string[]>();
  const synonymsOfSummary = ({ summary, lang }: SearchEntry): string[] => {
    const found = summaries.get(`${lang} ${summary}`) ?? synonymsOf([summary], lang);
    summaries.set(`${lang} ${summary}`, found);
    return found;
  };
  const phrases: { service: string; pieces: Set<string> }[] = [];
  for (const [at, entry] of entries.entries()) {
    const telling = [entry.title, ...entry.keywords];
    // Of the four languages only German writes compounds in one word.
    const parts = (sameLanguage(entry.lang, 'de') ? telling : [])
      .flatMap((text) => words(text))
      .flatMap(wordEnds)
      .join(' ');
    const keywords = entry.keywords.map((text) => significant(text).join(' ')).join(' ');
    const synonyms = synonymsOf(telling, entry.lang);
    for (const text of [...telling, ...synonyms]) for (const word of words(text)) known.add(word);
    index.add({
      id: String(at),
      service: entry.service,
      lang: entry.lang,
      title: entry.title,
      keywords,
      summary: [...significant(entry.summary), ...synonymsOfSummary(entry)].join(' '),
      parts,
      synonyms: synonyms.join(' '),
    });
    const idioms = synonyms.filter((word) => word.includes(' '));
    for (const text of [...telling, ...idioms]) phrases.push({ service: entry.service, pieces: trigrams(significant(text).join(' ')) });
  }

  return (query, lang) => {
    const asked = significant(query.slice(0, 200), placeWords);
    if (asked.length === 0) return [];
    const best = new Map<string, number>();
    const keep = (service: string, score: number) => best.set(service, Math.max(best.get(service) ?? 0, score));
    const found = index.search([...asked, ...asked.flatMap((word) => piecesOf(word, known))].join(' '), {
      boost: { title: 3, keywords: 2.5, synonyms: 1.5, summary: 1, parts: 0.5 },
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
      if (alike > 0.45) keep(phrase.service, (best.get(phrase.service) ?? 0) + alike * (alike > SAME ? 30 : 10));
    }
    return [...best]
      .map(([service, score]) => ({ service, score }))
      .sort((one, other) => other.score - one.score || one.service.localeCompare(other.service));
  };
}

function sameLanguage(one: string, other: string): boolean {
  return one.split('-')[0] === other.split('-')[0];
}
