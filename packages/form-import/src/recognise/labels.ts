import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { holdsWords, plainWords } from './plain-words.ts';

export type AddressPart = 'street' | 'houseNumber' | 'zipTown' | 'zip' | 'town' | 'careOf' | 'country';
export type Addition = 'current' | 'new' | 'delivery' | 'other';
type Lists = Record<string, string[]>;

interface LabelFile {
  names: Lists;
  address: Lists;
  additions: Lists;
  others: string[];
  applicant: string[];
  household: Lists;
  within: string[];
  types: Lists;
  offices: Lists;
  languages: Lists;
}

const file = parse(readFileSync(new URL('../../data/labels.yaml', import.meta.url), 'utf8')) as LabelFile;

/** `label → key`; a label that stands twice belongs to the first key. */
function turned(lists: Lists): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, labels] of Object.entries(lists)) for (const label of labels) if (!found.has(label)) found.set(label, key);
  return found;
}

const names = turned(file.names);
const parts = turned(file.address);
const household = turned(file.household);
const types = turned(file.types);
const additionWords = turned(file.additions);

/** Additions that stand in a text, e.g. `new` in «Adresse neu». */
export function additionsIn(text: string): Set<Addition> {
  const words = plainWords(text).split(' ');
  return new Set(words.map((word) => additionWords.get(word)).filter((found): found is Addition => found !== undefined));
}

/** A label without its addition: «Strasse neu» → `strasse`. */
function withoutAddition(label: string): string {
  const words = plainWords(label).split(' ');
  const left = words.filter((word) => !additionWords.has(word));
  return left.length === 0 ? words.join(' ') : left.join(' ');
}

/** Vocabulary names a label asks for: none, one, or two («Name, Vorname»). */
export function namesAsked(label: string): string[] {
  // «Name (Kind)» is not the applicant’s, «Name (ledig)» has a name of its own.
  const brackets = [...label.matchAll(/\(([^()]*)\)/g)].map((each) => each[1] ?? '');
  if (aboutOthers(...brackets)) return [];
  const found =
    names.get(plainWords(label.replace(/[()]/g, ' '))) ??
    names.get(plainWords(label)) ??
    names.get(withoutApplicant(withoutAddition(label)));
  return found === undefined ? [] : found.split(' ');
}

/** «Name der gesuchstellenden Person» → `name`. */
function withoutApplicant(words: string): string {
  for (const each of file.applicant)
    if (holdsWords(words, each))
      return words.replace(new RegExp(`\\s*(?:(?:der|des|du|de la|del|della|of the)\\s+)?${each}(?:\\s+person)?\\s*`), ' ').trim();
  return words;
}

export function addressPart(label: string): AddressPart | null {
  return (parts.get(plainWords(label)) ?? parts.get(withoutAddition(label)) ?? null) as AddressPart | null;
}

/** Type of a field of the service's own by its label. */
export function typeAsked(label: string): string | null {
  return types.get(plainWords(label)) ?? types.get(withoutAddition(label)) ?? null;
}

/** `partner` or `child` when a label asks for these members of the household. */
export function householdAsked(label: string): string | null {
  return household.get(letter(label)) ?? null;
}

const letter = (label: string): string => plainWords(label.replace(/\((in|innen)\)/g, ''));

/** True when texts around a field say that it is about somebody else than the applicant. */
export function aboutOthers(...texts: string[]): boolean {
  return texts.some((text) => {
    const words = plainWords(text);
    return !file.applicant.some((each) => holdsWords(words, each)) && file.others.some((each) => holdsWords(words, each));
  });
}

/** True when a text says that somebody moves inside one municipality. */
export function withinMunicipality(texts: string[]): boolean {
  return texts.some((text) => file.within.some((each) => holdsWords(plainWords(text.replace(/[()]/g, ' ')), each)));
}

/** Kind of office that a form is for, by its words; null when no word says it. */
export function officeAsked(texts: string[]): string | null {
  const words = texts.map(plainWords);
  for (const text of words)
    for (const [office, list] of Object.entries(file.offices)) if (list.some((each) => holdsWords(text, each))) return office;
  return null;
}

/** Language of a form by its words: `de`, `fr`, `it` or `en`, and whether the words were clear. */
export function languageOf(texts: string[]): { lang: string; sure: boolean } {
  const words = texts.flatMap((text) => plainWords(text).split(' '));
  const ranked = Object.entries(file.languages)
    .map(([lang, list]) => ({ lang, count: words.filter((word) => list.includes(word)).length }))
    .sort((one, other) => other.count - one.count);
  const [first, second] = ranked;
  if (!first || first.count === 0) return { lang: 'de', sure: false };
  return { lang: first.lang, sure: first.count > (second?.count ?? 0) };
}
