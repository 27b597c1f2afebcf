import type { PathEntry } from '@einwohnerportal/engine';
import type pg from 'pg';
import { deriveProgress } from '../case-view/progress.ts';
import { stoodTime } from '../case-view/stood.ts';
import { fixCaseFile } from '../records/open-case-file.ts';
import { orderReceipt, withdrawalReceipt } from '../receipts/order-receipt.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { endPayments } from '../payments/end-payments.ts';
import { deliver } from './platform/put-in-inbox.ts';
import { STOPPED } from '../operate/changes.ts';
import { namesOf } from '../tasks/task-form.ts';
import { alertOffice } from './step-alerts.ts';
import type { WorkerContext } from './types.ts';

interface EndedRow {
  case_id: string;
  service: string;
  service_hash: string;
  applicant_id: string | null;
  authority: string;
  office: string;
  reference: string;
  language: string;
  competent: string;
  outcome: string | null;
  state: string;
  submitted_at: Date;
}

/**
 * Closes cases whose process has ended: outcome, day of deletion, money back where the service promises it, a message when no
 * document told the end. Every write is once only, so running it again changes nothing. `caseIds` null looks at all open cases.
 */
export async function closeEndedCases(context: WorkerContext, caseIds: string[] | null, now: string): Promise<number> {
  const { rows } = await context.pool.query<EndedRow>(
    `select c.case_id, c.service, c.service_hash, c.applicant_id, c.authority, c.office, c.reference, c.language, c.competent, c.submitted_at, i.outcome, i.state
     from cases.cases c join engine.instance i on i.case_id = c.case_id
     where c.closed_at is null and i.state in ('completed', 'cancelled') and ($1::uuid[] is null or c.case_id = any ($1)) limit 500`,
    [caseIds],
  );
  for (const row of rows) await closeCase(context, row, now);
  return rows.length;
}

async function closeCase(context: WorkerContext, row: EndedRow, now: string): Promise<void> {
  const catalogue = context.catalogue();
  const { manifest } = catalogue.service(row.service, row.service_hash);
  const outcome = row.state === 'cancelled' ? (row.outcome ?? 'withdrawn') : row.outcome;
  const stopped = outcome === STOPPED;
  const refund = outcome !== null && (stopped || (manifest.fee?.refund?.includes(outcome) ?? false));
  await inTransaction(context.pool, async (client) => {
    const { case_id: caseId, service_hash: serviceHash, ...named } = row;
    const deleteAfter = await fixCaseFile(client, catalogue, { ...named, caseId, serviceHash, closedAt: now });
    const { rowCount } = await client.query(
      `update cases.cases set closed_at = $2, outcome = $3, delete_after = $4, stood = make_interval(secs => $5) where case_id = $1 and closed_at is null`,
      [row.case_id, now, outcome, deleteAfter, (await stoodUntil(client, context, row, now)) / 1000],
    );
    if (!rowCount) return;
    await endPayments(client, row.case_id, refund || outcome === 'not-paid', now);
    if (outcome === 'withdrawn' && row.applicant_id) {
      const { competent, language } = row;
      await orderReceipt(client, { id: withdrawalReceipt(caseId), caseId, kind: 'withdrawal', at: now, language, competent });
    }
    if (stopped) return tellStopped(client, row, now);
    const { rowCount: told } = await client.query(`select 1 from cases.messages where case_id = $1 and kind = 'delivered'`, [row.case_id]);
    if (!told && row.applicant_id)
      await deliver(client, {
        caseId: row.case_id,
        recipient: `person:${row.applicant_id}`,
        kind: 'closed',
        stepKey: 'closed',
        args: { outcome },
        now,
      });
  });
}

/** How long periods of the case have stood still, in milliseconds, for figures of how long cases take. */
async function stoodUntil(client: pg.PoolClient, context: WorkerContext, row: EndedRow, now: string): Promise<number> {
  const { authorities } = context.catalogue();
  const { rows } = await client.query<{ at: Date; path: PathEntry[] }>(
    `select e.at, e.path from engine.event e where e.case_id = $1 and e.result = 'done' order by e.step`,
    [row.case_id],
  );
  const progress = deriveProgress(rows.map(({ at, path }) => ({ at: at.toISOString(), path })));
  const calendar = authorities.calendar(row.authority);
  return stoodTime(progress, { from: row.submitted_at.toISOString(), until: now, calendar, zone: authorities.canton.zone });
}

/** An operator ended the case: the person reads the operator's own words. */
async function tellStopped(client: pg.PoolClient, row: EndedRow, now: string): Promise<void> {
  const { rows } = await client.query<{ message: string }>(
    `select message from cases.interventions where case_id = $1 and kind = 'cancel' and state = 'released' order by decided_at desc limit 1`,
    [row.case_id],
  );
  await deliver(client, {
    caseId: row.case_id,
    recipient: `person:${row.applicant_id}`,
    kind: 'stopped',
    stepKey: 'closed',
    args: { outcome: STOPPED, words: rows[0]?.message ?? '' },
    now,
  });
}

interface OpenTaskRow {
  case_id: string;
  token: number;
  group_id: string;
  due_at: Date | null;
  consent: string | null;
}

/** An office to which a binding sends a step of a party sees the case as that party does: without it nobody could open the task. */
export async function letOfficesIn(context: WorkerContext, caseIds: string[] | null): Promise<void> {
  await context.pool.query(
    `insert into cases.access (case_id, principal, party)
     select distinct t.case_id, t.group_id, p.party from engine.user_task t join cases.cases c using (case_id)
       join cases.parties p on p.case_id = t.case_id and p.party = coalesce(t.party, c.competent)
     where ($1::uuid[] is null or t.case_id = any ($1)) and t.group_id like 'office:' || p.authority || '/%'
       and not exists (select 1 from cases.access a where a.case_id = t.case_id and a.principal = t.group_id)
     on conflict do nothing`,
    [caseIds],
  );
}

/** Everything the person must do gets one message and one alert. */
export async function tellPersonsTheirTasks(context: WorkerContext, caseIds: string[] | null, now: string): Promise<number> {
  const { rows } = await context.pool.query<OpenTaskRow>(
    `select t.case_id, t.token_no as token, t.group_id, t.due_at, t.properties ->> 'consent' as consent
     from engine.user_task t join cases.cases c using (case_id)
     where t.group_id like 'person:%' and ($1::uuid[] is null or t.case_id = any ($1))
       and not exists (select 1 from cases.messages m where m.case_id = t.case_id and m.step_key = 'task ' || t.token_no)`,
    [caseIds],
  );
  for (const task of rows) {
    await inTransaction(context.pool, async (client) => {
      await letIn(client, task);
      const base = { caseId: task.case_id, recipient: task.group_id, now, args: { until: task.due_at?.toISOString() ?? null } };
      await deliver(client, { ...base, kind: 'asked', stepKey: `task ${task.token}` });
    });
  }
  return rows.length;
}

/** Who is asked although the case is not theirs sees it as `signatory`: what is shared with that party, and the documents they are to confirm. */
async function letIn(client: pg.PoolClient, { case_id: caseId, group_id: principal, consent }: OpenTaskRow): Promise<void> {
  await client.query(
    `insert into cases.access (case_id, principal, party) select $1, $2, 'signatory'
     where not exists (select 1 from cases.access a where a.case_id = $1 and a.principal = $2 and a.party = 'applicant') on conflict do nothing`,
    [caseId, principal],
  );
  const documents = namesOf(consent) ?? [];
  if (documents.length === 0) return;
  await client.query(
    `update cases.documents set readers = readers || 'signatory'::text
     where case_id = $1 and document_id::text = any ($2) and not ('signatory' = any (readers))`,
    [caseId, documents],
  );
}

/** An alert about a step that is over or set aside, or a draft that was gone on with, does not leave: it was done meanwhile. */
export async function dropNeedlessAlerts(context: WorkerContext): Promise<void> {
  await context.pool.query(
    `delete from cases.alerts a where a.state = 'queued' and a.draft_id is not null
       and not exists (select 1 from cases.drafts d where d.draft_id = a.draft_id and d.case_id is null and d.reminded_for = d.expires_at)`,
  );
  await context.pool.query(
    `delete from cases.alerts a where a.state = 'queued' and a.kind in ('reminder', 'office-reminder', 'late')
       and not exists (select 1 from engine.token t where t.case_id = a.case_id and not t.data ? 'detour' and a.step_key in ('task ' || t.token_no, 'late ' || t.token_no))`,
  );
}

interface LateRow {
  case_id: string;
  token: number;
  office: string;
}

/** A step of an office that passed its day: one alert to the office's address, so that its lead hears of it (ux.md check 16). */
export async function alertLateOffices(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<LateRow>(
    `select t.case_id, t.token_no as token, t.group_id as office from engine.user_task t
     where t.due_at < $1 and t.group_id like 'office:%'
       and not exists (select 1 from cases.alerts a where a.case_id = t.case_id and a.step_key = 'late ' || t.token_no) limit 200`,
    [now],
  );
  for (const row of rows) {
    const alert = { caseId: row.case_id, kind: 'late', stepKey: `late ${row.token}`, now, alertAt: now };
    await alertOffice(context, context.pool, row.office, alert);
  }
  return rows.length;
}
