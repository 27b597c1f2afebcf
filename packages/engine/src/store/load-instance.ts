import type pg from 'pg';
import { Instance, type HeaderRow, type InstanceRows } from '../run/instance.ts';
import type { Queryable } from '../types.ts';

/** What is known of a command that has been executed before. */
export interface PastEvent {
  result: 'done' | 'rejected';
  code: string | null;
  state: 'active' | 'completed' | 'cancelled' | 'unknown';
}

/** Instants leave the database as ISO texts in UTC with milliseconds, so that they compare as texts. */
const iso = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`;
const list = (columns: string, table: string, more = ''): string =>
  `(select coalesce(json_agg(r), '[]') from (select ${columns} from engine.${table} where case_id = $1 and instance_no = 1${more}) r)`;

// The rows of jobs are locked too: leases are given without the lock of the instance.
const LOAD = `select
  to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now,
  (select row_to_json(r) from (select result, code, state from engine.event where case_id = $1 and command_id = $2) r) as past,
  ${list(`token_no, parent_no, visit, ${iso('entered_at')}, definition_id, element, state, part, path, party, via, properties, data`, 'token', ' order by token_no')} as tokens,
  ${list('scope_no, data, visits', 'variable')} as scopes,
  ${list(
    `token_no, case when isfinite(due_at) then to_char(due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') else 'infinity' end as due_at, ${iso('created_at')},
     ${iso('lease_until')}, ${iso('wait_until')}, fence, attempts, retries, state, kind, holder, last_code, idempotency_key, inputs, info, data`,
    'job',
    ' for update',
  )} as jobs,
  ${list(
    `token_no, ${iso('created_at')}, ${iso('due_at')}, ${iso('follow_up')}, priority, fence, retries, kind, element, process_id, group_id, role, form,
     capability, assignee_id, party, candidates, inputs, properties`,
    'user_task',
  )} as "userTasks",
  ${list(`token_no, element, ${iso('due_at')}, queued, cycle, rounds`, 'timer')} as timers,
  ${list('token_no, element, kind, name, key', 'subscription')} as subscriptions,
  (select coalesce(json_agg(r), '[]') from (select name, key, message_id, ${iso('received_at')}, ${iso('expires_at')}, variables
     from engine.inbox where case_id = $1 order by received_at) r) as inbox,
  ${list(`token_no, ${iso('created_at')}, element, code, message, phase, detail`, 'incident')} as incidents,
  ${list('token_no, seq, scope_no, definition_id, element, handler, data', 'compensation')} as compensations`;

/** Locks the row of an instance for the transaction. Null when the case has none. */
export async function lockInstance(client: pg.PoolClient, caseId: string): Promise<HeaderRow | null> {
  const { rows } = await client.query({
    name: 'engine-lock',
    text: `select definition_id, state, outcome, ${iso('started_at')}, ${iso('ended_at')}, step::integer, next_token, activations
           from engine.instance where case_id = $1 and instance_no = 1 for update`,
    values: [caseId],
  });
  return (rows[0] as HeaderRow | undefined) ?? null;
}

/** Makes the row of a new instance and locks it; null when another node made it at the same moment. */
export async function insertInstance(
  client: pg.PoolClient,
  caseId: string,
  definitionId: string,
  now: string | null,
): Promise<HeaderRow | null> {
  const { rows } = await client.query({
    name: 'engine-insert',
    text: `insert into engine.instance (case_id, started_at, definition_id, state) values ($1, coalesce($2::timestamptz, now()), $3, 'active')
           on conflict do nothing
           returning definition_id, state, outcome, ${iso('started_at')}, ${iso('ended_at')}, step::integer, next_token, activations`,
    values: [caseId, now, definitionId],
  });
  return (rows[0] as HeaderRow | undefined) ?? null;
}

/** A locked instance, the instant of the transaction, and what the command did when it had been executed before. */
export interface Loaded {
  instance: Instance;
  now: string;
  past: PastEvent | null;
}

/** Reads everything of a locked instance. The lock comes first: a statement sees the rows of its own beginning. */
export async function loadInstance(client: pg.PoolClient, caseId: string, commandId: string, header: HeaderRow): Promise<Loaded> {
  const { rows } = await client.query({ name: 'engine-load', text: LOAD, values: [caseId, commandId] });
  const row = rows[0] as InstanceRows & Pick<Loaded, 'now' | 'past'>;
  return { instance: new Instance(caseId, header, row), now: row.now, past: row.past };
}

/** Whether a command has been executed before. */
export async function findEvent(client: Queryable, caseId: string, commandId: string): Promise<PastEvent | null> {
  const { rows } = await client.query(`select result, code, state from engine.event where case_id = $1 and command_id = $2`, [
    caseId,
    commandId,
  ]);
  return (rows[0] as PastEvent | undefined) ?? null;
}
