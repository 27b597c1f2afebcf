import type pg from 'pg';
import { expectedDay, lastDay } from '../catalogue/calendar.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { eightOClock } from './eight-o-clock.ts';
import { queueAlert } from './platform/put-in-inbox.ts';
import type { WorkerContext } from './types.ts';

interface WaitingStep {
  case_id: string;
  token: number;
  entered_at: Date;
  properties: Record<string, string>;
  authority: string;
  office: string;
  applicant_id: string | null;
  group_id: string | null;
  suspended: boolean;
  /** Milliseconds for which it was set aside: its period stood still. */
  aside: number;
}

/**
 * Steps with the properties `remind` and `expected` get their alerts when they begin, for the morning they are due: a reminder for whoever
 * has the step, and the one that it is late for the office whose party it is. What is done before then is not sent. Once per step.
 * `caseIds` null makes up for what a node that died left out, looking at steps of the last day.
 */
export async function queueStepAlerts(context: WorkerContext, caseIds: string[] | null, now: string): Promise<number> {
  const { rows } = await context.pool.query<WaitingStep>(
    `select t.case_id, t.token_no as token, t.entered_at, t.properties, coalesce(p.authority, c.authority) as authority,
       coalesce(p.office, c.office) as office, c.applicant_id, u.group_id, coalesce(j.state = 'suspended', false) as suspended,
       coalesce((t.data ->> 'aside')::float8, 0) as aside
     from engine.token t join cases.cases c using (case_id)
     left join cases.parties p on p.case_id = t.case_id and p.party = t.party and p.office is not null
     left join engine.user_task u on u.case_id = t.case_id and u.token_no = t.token_no
     left join engine.job j on j.case_id = t.case_id and j.token_no = t.token_no
     where t.state = 'waiting' and not t.data ? 'detour' and t.properties ?| array['remind', 'expected'] and c.closed_at is null
       and case when $1::uuid[] is null then t.entered_at > $2::timestamptz - interval '1 day' else t.case_id = any ($1) end`,
    [caseIds, now],
  );
  for (const step of rows) await inTransaction(context.pool, (client) => queueFor(context, client, step, now));
  return rows.length;
}

async function queueFor(context: WorkerContext, client: pg.PoolClient, step: WaitingStep, now: string): Promise<void> {
  const { authorities } = context.catalogue();
  const { zone } = authorities.canton;
  const dayOff = authorities.calendar(step.authority);
  const { remind, expected } = step.properties;
  const entered = new Date(step.entered_at.getTime() + step.aside).toISOString();
  if (remind) {
    const day = nextWorkingDay(dayOf(remind, entered, dayOff, zone), dayOff);
    // The person who must act gets it in their own name; a person's task itself is told of by its message, with the same key.
    const person = step.group_id?.startsWith('person:')
      ? step.group_id
      : step.suspended && step.applicant_id
        ? `person:${step.applicant_id}`
        : null;
    const alert = { caseId: step.case_id, stepKey: `task ${step.token}`, now, alertAt: eightOClock(day, zone) };
    if (person) await queueAlert(client, { ...alert, recipient: person, kind: 'reminder' });
    else if (step.group_id) await alertOffice(context, client, step.group_id, { ...alert, kind: 'office-reminder' });
  }
  if (expected) {
    const after = nextDay(dayOf(expected, entered, dayOff, zone));
    const alertAt = eightOClock(nextWorkingDay(after, dayOff), zone);
    await alertOffice(context, client, step.office, { caseId: step.case_id, kind: 'late', stepKey: `late ${step.token}`, now, alertAt });
  }
}

/** Last day of a period from a moment, or the day of a date that the model computed. */
function dayOf(value: string, from: string, dayOff: (day: string) => boolean, zone: string): string {
  return /^\d{4}-/.test(value) ? expectedDay(value, zone) : lastDay(value, from, dayOff, zone);
}

function nextWorkingDay(day: string, dayOff: (day: string) => boolean): string {
  let found = day;
  for (let tries = 0; dayOff(found) && tries < 366; tries += 1) found = nextDay(found);
  return found;
}

function nextDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** One alert to the address of an office. */
export async function alertOffice(
  context: WorkerContext,
  client: Pick<pg.PoolClient, 'query'>,
  office: string,
  alert: { caseId: string; kind: string; stepKey: string; now: string; alertAt: string },
): Promise<void> {
  const found = context.catalogue().authorities.byOffice(office);
  const email = found?.office.contact.email ?? null;
  await client.query(
    `insert into cases.alerts (alert_id, case_id, created_at, due_at, recipient, kind, step_key, state, address, language)
     values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      alert.caseId,
      alert.now,
      alert.alertAt,
      office,
      alert.kind,
      alert.stepKey,
      email ? 'queued' : 'failed',
      email,
      found?.authority.languages[0] ?? 'de',
    ],
  );
}
