import { Temporal } from 'temporal-polyfill';
import { expectedDay } from '../catalogue/calendar.ts';
import { uuidv7 } from '../ids.ts';
import { localDay } from '../request/scope.ts';
import type { WorkerContext } from './types.ts';

interface SoonRow {
  case_id: string;
  token: number;
  group_id: string;
  assignee_id: string | null;
  due_at: Date;
  language: string;
}

/** So far ahead of a deadline the worker looks: more than any stretch of days off. */
const LOOK_AHEAD_DAYS = 12;

/**
 * A task that is due on the next working day and still open: whoever has it, else whoever stands in for them, and who leads the office
 * get one alert each, from the working day before on. Only people whose login tells an e-mail address.
 */
export async function tellBeforeDeadline(context: WorkerContext, now: string): Promise<number> {
  const { authorities } = context.catalogue();
  const { zone } = authorities.canton;
  const today = localDay(now, zone);
  const { rows } = await context.pool.query<SoonRow>(
    `select t.case_id, t.token_no as token, t.group_id, t.assignee_id, t.due_at, c.language from engine.user_task t join cases.cases c using (case_id)
     where t.group_id like 'office:%' and t.due_at > $1 and t.due_at < $1::timestamptz + make_interval(days => $2)
       and not exists (select 1 from cases.alerts a where a.case_id = t.case_id and a.step_key = 'soon ' || t.token_no)
       and exists (select 1 from cases.members m join cases.persons p using (person_id) where m.office = t.group_id and p.email is not null)
     order by t.due_at limit 200`,
    [now, LOOK_AHEAD_DAYS],
  );
  const soon = rows.filter((task) => {
    const office = authorities.byOffice(task.group_id);
    return office && today >= workingDayBefore(expectedDay(task.due_at.toISOString(), zone), authorities.calendar(office.authority.id));
  });
  for (const task of soon) await tell(context, task, today, now);
  return soon.length;
}

/** The last working day before a day. */
export function workingDayBefore(day: string, dayOff: (day: string) => boolean): string {
  let before = Temporal.PlainDate.from(day).subtract({ days: 1 });
  while (dayOff(before.toString())) before = before.subtract({ days: 1 });
  return before.toString();
}

async function tell(context: WorkerContext, task: SoonRow, today: string, now: string): Promise<void> {
  await context.pool.query(
    `insert into cases.alerts (alert_id, case_id, created_at, due_at, recipient, kind, step_key, state, address, language)
     select (overlay($1::text placing substr(md5(p.person_id::text), 1, 12) from 25 for 12))::uuid, $2, $3, $3, 'person:' || p.person_id, 'due-soon', 'soon ' || $4::integer,
       'queued', p.email, p.language
     from cases.persons p where p.email is not null and exists (select 1 from cases.members m where m.person_id = p.person_id and m.office = $5
       and ('lead' = any (m.roles) or 'person:' || p.person_id = coalesce(
         (select 'person:' || a.deputy_id from cases.absences a where 'person:' || a.person_id = $6 and $7::date between a.first_day and a.last_day limit 1), $6)))
     on conflict (case_id, recipient, step_key, kind) do nothing`,
    [uuidv7(now), task.case_id, now, task.token, task.group_id, task.assignee_id, today],
  );
}
