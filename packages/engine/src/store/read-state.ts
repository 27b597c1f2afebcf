import type { CaseState, Queryable } from '../types.ts';

const list = (columns: string, table: string, order: string): string =>
  `(select coalesce(json_agg(r), '[]') from (select ${columns} from engine.${table} where case_id = $1 order by ${order}) r)`;

/** All rows of a case, for inspection and tests. */
export async function readState(client: Queryable, caseId: string): Promise<CaseState> {
  const { rows } = await client.query(
    `select
       (select row_to_json(r) from (select state, outcome, definition_id, step, started_at, ended_at from engine.instance where case_id = $1) r) as instance,
       ${list('*', 'token', 'token_no')} as tokens,
       (select coalesce(json_object_agg(scope_no, data), '{}') from engine.variable where case_id = $1) as variables,
       ${list('*', 'job', 'token_no')} as jobs,
       ${list('*', 'user_task', 'token_no')} as "userTasks",
       ${list('*', 'timer', 'due_at')} as timers,
       ${list('*', 'subscription', 'token_no')} as subscriptions,
       ${list('*', 'incident', 'token_no')} as incidents,
       ${list('*', 'event', 'at, step')} as events`,
    [caseId],
  );
  return rows[0] as CaseState;
}

/** When the next command, timer or job is due: ISO instant not before now, null when nothing waits for time. */
export async function readNextDue(client: Queryable, now: string | null): Promise<string | null> {
  const { rows } = await client.query(
    `select greatest(min(at), coalesce($1::timestamptz, now())) as at, count(at) as found from (
       select greatest(due_at, not_before) as at from engine.work
       union all select due_at from engine.timer where not queued
       union all select due_at from engine.start_event where kind = 'timer'
       union all select greatest(due_at, lease_until) from engine.job where state <> 'failed') as due
     where at < 'infinity'`,
    [now],
  );
  const row = rows[0] as { at: Date | null; found: string };
  return Number(row.found) === 0 || row.at === null ? null : row.at.toISOString();
}
