import { uuidv7 } from '../ids.ts';
import { PERSON, PRINCIPALS } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import type { Absence, Scope } from '../types.ts';

/** Longest absence that is taken, in days: longer ones are a change of who works here. */
const LONGEST = 400;

interface AbsenceRow {
  id: string;
  name: string;
  deputy: string;
  first_day: string;
  last_day: string;
  mine: boolean;
  deputises: boolean;
}

/** Absences from today on: the person's own, and those in which they stand in for a colleague. */
export async function listAbsences(scope: Scope): Promise<Absence[]> {
  const { rows } = await scope.client.query<AbsenceRow>(
    `select a.absence_id as id, a.first_day::text, a.last_day::text, a.person_id = ${PERSON} as mine, a.deputy_id = ${PERSON} as deputises,
       (select min(m.name) from cases.members m where m.person_id = a.person_id) as name,
       (select min(m.name) from cases.members m where m.person_id = a.deputy_id) as deputy
     from cases.absences a where a.last_day >= $1 and (a.person_id = ${PERSON} or a.deputy_id = ${PERSON}) order by a.first_day, a.absence_id`,
    [scope.today],
  );
  return rows.map((row) => ({
    id: row.id,
    person: row.name ?? '',
    deputy: row.deputy ?? '',
    firstDay: row.first_day,
    lastDay: row.last_day,
    mine: row.mine,
    deputises: row.deputises,
  }));
}

/**
 * Says that the person is away and who stands in. `days`: they lie before today, end before they begin, or are too many;
 * `deputy`: not a colleague of one of the own offices.
 */
export async function addAbsence(
  scope: Scope,
  { firstDay, lastDay, deputy }: { firstDay: string; lastDay: string; deputy: string },
): Promise<'done' | 'days' | 'deputy'> {
  const length = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000;
  if (!(length >= 0 && length < LONGEST) || lastDay < scope.today) return 'days';
  const { personId } = requireSession(scope);
  const id = /^person:([0-9a-f-]{36})$/.exec(deputy)?.[1] ?? null;
  const { rowCount } = await scope.client.query(
    `insert into cases.absences (absence_id, person_id, deputy_id, first_day, last_day)
     select $1, $2, m.person_id, $4, $5 from cases.members m
     where m.person_id::text = $3 and m.person_id <> $2 and m.office = any (${PRINCIPALS}) limit 1`,
    [uuidv7(scope.now), personId, id, firstDay, lastDay],
  );
  return rowCount === 1 ? 'done' : 'deputy';
}

/** Takes an absence of the person back; false: none of theirs. */
export async function dropAbsence(scope: Scope, id: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return false;
  const { rowCount } = await scope.client.query(`delete from cases.absences where absence_id = $1 and person_id = ${PERSON}`, [id]);
  return rowCount === 1;
}

/** SQL that holds for a principal whose place the session's person takes today; `day` stands for the local date. */
export const deputised = (principal: string, day: string): string =>
  `${principal} = any (array(select 'person:' || a.person_id::text from cases.absences a where a.deputy_id = ${PERSON} and ${day}::date between a.first_day and a.last_day))`;

/** True when the session's person stands in for somebody today. */
export async function deputises(scope: Scope, principal: string): Promise<boolean> {
  const { rows } = await scope.client.query<{ yes: boolean }>(`select ${deputised('$1::text', '$2')} as yes`, [principal, scope.today]);
  return rows[0]!.yes;
}
