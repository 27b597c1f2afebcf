import type { Catalogue, ServiceVersion } from '../catalogue/types.ts';

/** What a searched word can mean besides the name of a person and a reference: services, and tasks of services, by their titles. */
export interface WordMeaning {
  /** As typed, folded, for a pattern: `%` and `_` are plain letters in it. */
  pattern: string;
  services: string[];
  /** `service task`, as ids. */
  tasks: string[];
}

/** Letters without accents and case, single spaces. The database folds the same way (`cases.folded`, {@link folded}). */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** SQL that folds an expression as {@link fold} does. */
export const folded = (expression: string): string => `regexp_replace(normalize(lower(${expression}), NFD), '[\\u0300-\\u036f]', '', 'g')`;

/** Words of a search, at most eight, each with what the titles of the catalogue make of it in this language. */
export function wordMeanings(catalogue: Catalogue, text: string, lang: string): WordMeaning[] {
  const words = fold(text).split(' ').filter(Boolean).slice(0, 8);
  if (words.length === 0) return [];
  const titles = catalogue.services().map((id) => titlesOf(catalogue, id, lang));
  return words.map((word) => ({
    pattern: `%${word.replace(/[\\%_]/g, '\\$&')}%`,
    services: titles.filter(({ title }) => title.includes(word)).map(({ id }) => id),
    tasks: titles.flatMap(({ id, tasks }) => tasks.filter(([, title]) => title.includes(word)).map(([element]) => `${id} ${element}`)),
  }));
}

interface Titles {
  id: string;
  title: string;
  tasks: (readonly [string, string])[];
}

/** A content never changes, so its folded titles are made once for each language; they go with it. */
const kept = new WeakMap<ServiceVersion, Map<string, Titles>>();

function titlesOf(catalogue: Catalogue, id: string, lang: string): Titles {
  const version = catalogue.service(id);
  const titles = kept.get(version) ?? new Map<string, Titles>();
  kept.set(version, titles);
  const known = titles.get(lang) ?? readTitles(version, lang);
  titles.set(lang, known);
  return known;
}

function readTitles(version: ServiceVersion, lang: string): Titles {
  const t = version.texts(lang);
  const elements = [...version.ownTexts(version.written).keys()].flatMap((key) => /^tasks\.(.+)\.title$/.exec(key)?.[1] ?? []);
  return {
    id: version.id,
    title: fold(t('service.title')),
    tasks: elements.map((element) => [element, fold(t(`tasks.${element}.title`))] as const),
  };
}
