import { z } from 'zod';
import { startOfDay } from './days.ts';

/** Age from which somebody acts for themselves (ZGB art. 14). */
const MAJORITY = 18;
/** Last day of what has no end. */
export const OPEN_END = '9999-12-31';

const day = z.iso.date();
const shared = {
  key: z.string().min(1).max(50),
  scopes: z.array(z.string()).min(1).nullable(),
  signature: z.enum(['sole', 'joint']),
  from: day.nullable(),
  until: day.nullable(),
  decision: z.string().max(200).nullable(),
};
const person = z.object({
  officialName: z.string().min(1),
  firstName: z.string().min(1),
  dateOfBirth: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  municipality: z.coerce.number().int().nullable(),
});
const company = z.object({
  uid: z.string().min(1),
  name: z.string().min(1),
  legalForm: z.string().nullable(),
  seat: z.coerce.number().int(),
  address: z.string().nullable(),
});

/** Outputs of `representation.check` (capabilities/representation.check). */
const answer = z.object({
  representations: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('parent'), ...shared, person }),
        z.object({ kind: z.literal('guardian'), ...shared, person }),
        z.object({ kind: z.literal('organ'), ...shared, company }),
      ]),
    )
    .max(200),
});

/** One entry as `cases.keep_representations` takes it. */
export interface ToldRepresentation {
  kind: 'parent' | 'guardian' | 'organ';
  key: string;
  official_name: string;
  first_name: string;
  date_of_birth: string | null;
  municipality: number | null;
  scopes: string[] | null;
  signature: 'sole' | 'joint';
  decision: string | null;
  facts: Record<string, unknown> | null;
  /** ISO dates, both inclusive, and the instants between which it holds. */
  first_day: string;
  last_day: string;
  since: string;
  until: string;
}

/** What a register told, as rows; what does not hold today is left out. Null: no answer as the contract says. */
export function readTold(outputs: Record<string, unknown>, today: string, zone: string): ToldRepresentation[] | null {
  const parsed = answer.safeParse(outputs);
  if (!parsed.success) return null;
  return parsed.data.representations.flatMap((each): ToldRepresentation[] => {
    // Below age nobody knows better than the date of birth: whatever the register says, it ends then.
    const ends = [each.until, each.kind === 'parent' ? lastDayBelowAge(each.person.dateOfBirth) : null].filter((end) => end !== null);
    const last = ends.toSorted()[0] ?? OPEN_END;
    const first = each.from ?? today;
    if (first > today || last < today) return [];
    const { kind, key, scopes, signature, decision } = each;
    return [
      {
        kind,
        key,
        scopes,
        signature,
        decision,
        first_day: first,
        last_day: last,
        since: startOfDay(first, zone),
        until: last === OPEN_END ? 'infinity' : startOfDay(dayAfter(last), zone),
        ...(each.kind === 'organ'
          ? { official_name: each.company.name, first_name: '', date_of_birth: null, municipality: each.company.seat, facts: each.company }
          : {
              official_name: each.person.officialName,
              first_name: each.person.firstName,
              date_of_birth: each.person.dateOfBirth,
              municipality: each.person.municipality,
              facts: null,
            }),
      },
    ];
  });
}

/** The last day on which somebody is below age; where month or day are unknown, as if born on the first. */
function lastDayBelowAge(dateOfBirth: string): string {
  const born = `${dateOfBirth}-01-01`.slice(0, 10);
  const date = new Date(`${Number(born.slice(0, 4)) + MAJORITY}${born.slice(4)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
