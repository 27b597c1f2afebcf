import type { Translate } from '../../types.ts';
import { valueAt, type Tree } from '../../names.ts';
import { longDate } from '../date/date-words.ts';

/** What is known of a person by reference. */
export interface PersonNames {
  firstName?: unknown;
  officialName?: unknown;
  dateOfBirth?: unknown;
  label?: unknown;
}

function isPerson(value: unknown): value is PersonNames & { ref?: unknown; value?: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** First and last name, with the date of birth so that two of the same name can be told apart. */
export function personLabel(person: PersonNames, t: Translate): string {
  const name = [person.firstName, person.officialName].filter((each) => typeof each === 'string' && each !== '').join(' ');
  if (name === '') return typeof person.label === 'string' ? person.label : '';
  if (typeof person.dateOfBirth !== 'string' || person.dateOfBirth === '') return name;
  const key = person.dateOfBirth.length === 10 ? 'forms.personBorn' : 'forms.personBornIn';
  return t(key, { name, date: longDate(person.dateOfBirth, t.lang) });
}

/** Lists of persons a reference may come from, in order of trust. */
const lists = ['household.choices', 'household.members', 'household.added'];

/** Name of a person of the case by reference; null when nobody has that reference. */
export function labelOfRef(ref: unknown, names: Tree, t: Translate): string | null {
  for (const list of lists) {
    for (const each of asList(valueAt(names, list))) {
      if (!isPerson(each) || (each.ref ?? each.value) !== ref) continue;
      const label = typeof each.label === 'string' ? each.label : personLabel(each, t);
      if (label !== '') return label;
    }
  }
  const people = valueAt(names, 'people');
  const person = isPerson(people) && typeof ref === 'string' ? (people as Tree)[ref] : null;
  if (isPerson(person)) return personLabel(person, t) || null;
  return typeof ref === 'string' && valueAt(names, 'person.ref') === ref
    ? personLabel(valueAt(names, 'person') as PersonNames, t) || null
    : null;
}

/** Persons as choices: `{value, label}`, or `{ref, firstName, officialName, dateOfBirth}`. */
export function personChoices(list: unknown, t: Translate): { value: string; label: string }[] {
  return asList(list).flatMap((each) => {
    if (!isPerson(each)) return [];
    const value = each.value ?? each.ref;
    const label = typeof each.label === 'string' && each.label !== '' ? each.label : personLabel(each, t);
    return typeof value === 'string' && value !== '' ? [{ value, label: label === '' ? t('forms.personUnknown') : label }] : [];
  });
}

/** The value when it is a list, else an empty list. */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
