import { enqueueCommand, WORK_CHANNEL, type Command } from '@einwohnerportal/engine';
import { uuidOf } from '../ids.ts';
import { awaitCommand } from '../request/await-command.ts';
import { requireSession, withSession } from '../request/scope.ts';
import type { CasesContext, Scope } from '../types.ts';
import { listOperatedIncidents, readIncidents } from './list-incidents.ts';
import { readJobs } from './list-jobs.ts';
import { operatedCases } from './operated-cases.ts';
import type { IncidentFilter, OperatedIncident } from './types.ts';

/** `gone`: somebody or the machine was faster. `waiting`: ordered, and the machine has not come to it yet. */
export type RetryResult = 'done' | 'waiting' | 'gone' | 'not-found';

/** An incident as it stood on the page: another one of the same step began at another time. */
export interface IncidentMark {
  caseId: string;
  token: number;
  since: string;
}

/** Lets a step that stopped try again. Pressed twice it is one command. */
export async function retryOperated(context: CasesContext, secret: string | null, mark: IncidentMark, lang: string): Promise<RetryResult> {
  const ordered = await withSession(context, secret, async (scope) => {
    const cases = await operatedCases(scope, [mark.caseId], lang);
    if (!cases.has(mark.caseId)) return 'not-found' as const;
    const found = (await readIncidents(scope, mark.caseId, lang)).find((row) => row.token === mark.token && row.since === mark.since);
    if (!found) return 'gone' as const;
    if (!(await mayOperate(scope, mark.caseId, 'resolve-incident', mark.token))) return 'not-found' as const;
    return order(scope, found);
  });
  return settle(context, secret, ordered);
}

/** Lets every incident of a selection try again: those marked, or all that match the filter. Gives how many were ordered. */
export async function retryMany(
  context: CasesContext,
  secret: string | null,
  selection: { marks: IncidentMark[] } | { filter: IncidentFilter },
  lang: string,
): Promise<number> {
  return withSession(context, secret, async (scope) => {
    const none: IncidentFilter = { service: null, element: null, code: null };
    const { rows } = await listOperatedIncidents(scope, 'filter' in selection ? selection.filter : none, lang);
    const marked = 'marks' in selection ? new Set(selection.marks.map(markText)) : null;
    const chosen = rows.filter((row) => marked === null || marked.has(markText(row)));
    const orders = chosen.map((row) => ({ case_id: row.caseId, token: row.token, command_id: uuidOf(`retry ${markText(row)}`) }));
    const { rows: counted } = await scope.client.query<{ count: number }>(
      `with allowed as materialized (
         select * from jsonb_to_recordset($1) as r(case_id uuid, token integer, command_id text) where cases.may_operate(r.case_id, 'resolve-incident', r.token)),
       queued as (
         insert into engine.work (case_id, command_id, actor, command)
         select case_id, command_id, $2, jsonb_build_object('type', 'resolve-incident', 'token', token, 'actor', $2::text) from allowed on conflict do nothing)
       select count(*)::integer as count, pg_notify('${WORK_CHANNEL}', '') from allowed`,
      [JSON.stringify(orders), requireSession(scope).principal],
    );
    return counted[0]?.count ?? 0;
  });
}

/** Lets a job that waits for its next try be tried now. */
export async function retryJobNow(
  context: CasesContext,
  secret: string | null,
  job: { caseId: string; token: number; attempts: number },
  lang: string,
): Promise<RetryResult> {
  const ordered = await withSession(context, secret, async (scope) => {
    const cases = await operatedCases(scope, [job.caseId], lang);
    if (!cases.has(job.caseId) || !(await mayOperate(scope, job.caseId, 'retry-job', job.token))) return 'not-found' as const;
    const found = (await readJobs(scope, job.caseId, lang)).find((row) => row.token === job.token && row.attempts === job.attempts);
    if (found?.standing !== 'waiting') return 'gone' as const;
    const actor = requireSession(scope).principal;
    const id = uuidOf(`retry-job ${job.caseId} ${job.token} ${found.createdAt} ${job.attempts}`);
    return enqueue(scope, job.caseId, id, { type: 'retry-job', token: job.token, actor });
  });
  return settle(context, secret, ordered);
}

/** Asks the database, which asks again when the command is written. */
export async function mayOperate(scope: Scope, caseId: string, kind: string, token: number | null): Promise<boolean> {
  const { rows } = await scope.client.query<{ may: boolean }>('select cases.may_operate($1, $2, $3) as may', [caseId, kind, token]);
  return rows[0]?.may ?? false;
}

export function markText({ caseId, token, since }: IncidentMark): string {
  return `${caseId}/${token}/${since}`;
}

interface Ordered {
  caseId: string;
  commandId: string;
}

function order(scope: Scope, row: OperatedIncident): Promise<Ordered> {
  const actor = requireSession(scope).principal;
  return enqueue(scope, row.caseId, uuidOf(`retry ${markText(row)}`), { type: 'resolve-incident', token: row.token, actor });
}

async function enqueue(scope: Scope, caseId: string, commandId: string, command: Command): Promise<Ordered> {
  await enqueueCommand(scope.client, caseId, commandId, command, { actor: requireSession(scope).principal });
  return { caseId, commandId };
}

async function settle(context: CasesContext, secret: string | null, ordered: Ordered | 'gone' | 'not-found'): Promise<RetryResult> {
  if (typeof ordered === 'string') return ordered;
  const outcome = await awaitCommand(context, secret, ordered.caseId, ordered.commandId);
  return outcome === null ? 'waiting' : outcome.result === 'rejected' ? 'gone' : 'done';
}
