import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Person } from '../people.ts';

const name = z.string().min(1).max(200);
export const personQuery = z.object({
  registerKey: z.string().max(50).nullish(),
  officialName: name,
  firstName: name,
  dateOfBirth: z.string().max(10).nullish(),
});

export const findSchema = z.object({ municipality: z.string().max(6).nullable(), person: personQuery });
export const confirmSchema = z.object({
  municipality: z.string().max(6).nullable(),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  persons: z
    .array(personQuery.extend({ ref: z.unknown() }))
    .min(1)
    .max(20),
});

export const numberSchema = findSchema.extend({ number: z.string().regex(/^756\d{10}$/) });

type PersonQuery = z.infer<typeof personQuery>;
const same = (left: string, right: string): boolean =>
  left.normalize('NFC').toLocaleLowerCase('de-CH') === right.normalize('NFC').toLocaleLowerCase('de-CH');

/** The one person that the query means in this municipality (null: in any); null when none or several fit. */
export function find(people: Person[], municipality: string | null, query: PersonQuery): Person | null {
  const here = people.filter((person) => person.municipality !== null && (municipality === null || person.municipality === municipality));
  const found = query.registerKey
    ? here.filter((person) => person.registerKey === query.registerKey)
    : here.filter(
        (person) =>
          same(person.officialName, query.officialName) &&
          same(person.firstName, query.firstName) &&
          person.dateOfBirth === (query.dateOfBirth ?? null),
      );
  return found.length === 1 ? (found[0] ?? null) : null;
}

const personOf = ({ registerKey, officialName, firstName, dateOfBirth, sex, origin, nationalities }: Person): object => ({
  registerKey,
  officialName,
  firstName,
  dateOfBirth,
  sex,
  origin,
  nationalities,
});

/** Person, residence and address as the register holds them. */
export function readPerson(people: Person[], query: z.infer<typeof findSchema>): object {
  const person = find(people, query.municipality, query.person);
  if (!person) return { found: false };
  return {
    found: true,
    person: personOf(person),
    residence: { municipality: person.municipality, arrivedOn: person.arrivedOn },
    address: person.address,
  };
}

/** All who live in the person's household, the person first. */
export function readHousehold(people: Person[], query: z.infer<typeof findSchema>): object {
  const person = find(people, query.municipality, query.person);
  if (!person) return { found: false };
  const others = people.filter(
    (other) =>
      other !== person && other.household !== null && other.household === person.household && other.municipality === person.municipality,
  );
  const members = [person, ...others].map((member) => ({
    registerKey: member.registerKey,
    officialName: member.officialName,
    firstName: member.firstName,
    dateOfBirth: member.dateOfBirth,
    relation: member === person ? 'self' : (member.relation ?? 'adult'),
  }));
  return { found: true, household: { members, complete: true } };
}

/** An invented number of the social insurance, the same for each run, with its check digit (EAN-13). */
export function numberOf({ registerKey }: Pick<Person, 'registerKey'>): string {
  const hash = createHash('sha256').update(`number ${registerKey}`).digest();
  const digits = `756${(hash.readUInt32BE(0) % 1_000_000_000).toString().padStart(9, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Whether this is the number that the register holds of the person. */
export function checkNumber(people: Person[], query: z.infer<typeof numberSchema>): object {
  const person = find(people, query.municipality, query.person);
  if (!person || person.locked) return { outcome: 'unknown' };
  return { outcome: numberOf(person) === query.number ? 'matches' : 'differs' };
}

/**
 * Confirms that all persons are registered in the municipality on the day. Somebody not found: not-registered.
 * A person with a data lock: refused, with words that fit any refusal.
 */
export function confirmResidence(people: Person[], query: z.infer<typeof confirmSchema>): object {
  const found = query.persons.map((asked) => ({ ref: asked.ref, person: find(people, query.municipality, asked) }));
  const registered = found.every(
    ({ person }) =>
      person !== null &&
      (person.arrivedOn === null || person.arrivedOn.slice(0, query.day.length) <= query.day.slice(0, person.arrivedOn.length)),
  );
  if (!registered)
    return {
      outcome: 'not-registered',
      confirmations: [],
      reason: 'Mindestens eine der Personen ist an diesem Tag nicht in der Gemeinde gemeldet.',
    };
  if (found.some(({ person }) => person?.locked))
    return { outcome: 'refused', confirmations: [], reason: 'Diese Bestätigung kann nicht elektronisch ausgestellt werden.' };
  const confirmations = found.flatMap(({ ref, person }) =>
    person
      ? [
          {
            ref,
            officialName: person.officialName,
            firstName: person.firstName,
            dateOfBirth: person.dateOfBirth,
            origin: person.origin,
            address: person.address?.text ?? null,
            arrivedOn: person.arrivedOn,
          },
        ]
      : [],
  );
  return { outcome: 'confirmed', confirmations, reason: null };
}
