import { z } from 'zod';
import type { Company } from '../companies.ts';
import type { Person } from '../people.ts';
import { find, personQuery } from './answers.ts';

export const representationsSchema = z.object({
  municipality: z.string().max(6).nullable(),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  person: personQuery,
});

/** Age from which somebody acts for themselves (ZGB art. 14). */
const MAJORITY = 18;

/** The last day below age, or null when only the year is known: then nobody is named as parent. */
function lastDayBelowAge(dateOfBirth: string | null): string | null {
  if (dateOfBirth === null || dateOfBirth.length !== 10) return null;
  const day = new Date(`${Number(dateOfBirth.slice(0, 4)) + MAJORITY}${dateOfBirth.slice(4)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

const personOf = ({ officialName, firstName, dateOfBirth, municipality }: Person): object => ({
  officialName,
  firstName,
  dateOfBirth,
  municipality,
});

/** Whom somebody represents on a day: children below age, persons under their guardianship, companies whose organ they are. */
export function findRepresentations(people: Person[], companies: Company[], query: z.infer<typeof representationsSchema>): object {
  // Registers of companies and of protection know people of all municipalities.
  const asked = find(people, null, query.person);
  if (!asked) return { representations: [] };
  const { day } = query;
  const children = people
    .filter(({ parents }) => parents.includes(asked.key))
    .map((child) => ({ child, until: lastDayBelowAge(child.dateOfBirth) }))
    .filter(({ until }) => until !== null && until >= day)
    .map(({ child, until }) => ({
      kind: 'parent',
      key: child.registerKey,
      scopes: null,
      signature: 'sole',
      from: null,
      until,
      decision: null,
      person: personOf(child),
    }));
  const wards = people
    .filter(({ guardian }) => guardian?.by === asked.key && guardian.from <= day && (guardian.until === null || guardian.until >= day))
    .map((ward) => ({
      kind: 'guardian',
      key: ward.registerKey,
      scopes: ward.guardian!.scopes,
      signature: 'sole',
      from: ward.guardian!.from,
      until: ward.guardian!.until,
      decision: ward.guardian!.decision,
      person: personOf(ward),
    }));
  const organs = companies.flatMap((company) =>
    company.organs
      .filter(({ person }) => person === asked.key)
      .map(({ signature }) => ({
        kind: 'organ',
        key: company.uid,
        scopes: null,
        signature,
        from: null,
        until: null,
        decision: null,
        company: { uid: company.uid, name: company.name, legalForm: company.legalForm, seat: company.seat, address: company.address },
      })),
  );
  return { representations: [...children, ...wards, ...organs] };
}
