import type { HeaderRow, InstanceRows } from '../run/instance.ts';
import type { Queryable } from '../types.ts';
import { arrayParameter, type Row, type Statement } from './pipeline.ts';

/** What is known of a command that has been executed before. */
export interface PastEvent {
  result: 'done' | 'rejected';
  code: string | null;
  state: 'active' | 'completed' | 'cancelled' | 'unknown';
}

/** Instants leave the database as ISO texts in UTC with milliseconds, so that they compare as texts. */
const iso = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`;
const list = (columns: string, table: string, more = ''): string =>
  `(select coalesce(json_agg(r), '[]') from (select ${columns} from engine.${table} where case_id = c.case_id and instance_no = 1${more}) r)`;

// The rows of jobs are locked too: leases are given without the lock of the instance.
const LOAD = `select c.case_id,
  to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now,
  (select row_to_json(r) from (select result, code, state from engine.event where case_id = c.case_id and command_id = c.command_id) r) as past,
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
     from engine.inbox where case_id = c.case_id order by received_at) r) as inbox,
  ${list(`token_no, ${iso('created_at')}, element, code, message, phase, detail`, 'incident')} as incidents,
  ${list('token_no, seq, scope_no, definition_id, element, handler, data', 'compensation')} as compensations
  from unnest($1::uuid[], $2::text[]) as c(case_id, command_id)
  where coalesce((select i.xmax = pg_current_xact_id()::xid from engine.instance i where i.case_id = c.case_id and i.instance_no = 1), true)`;

const HEADER = `select case_id, definition_id, state, outcome, ${iso('started_at')}, ${iso('ended_at')}, step::integer, next_token, activations
  from engine.instance where case_id = any($1::uuid[]) and instance_no = 1 for update`;

/** Locks the row of one instance for the transaction, waiting for whoever has it; without a row the case has no instance. */
export function lockOne(caseId: string): Statement {
  return { text: HEADER, values: [arrayParameter([caseId])] };
}

/** Locks the rows that nobody else holds. */
export function lockFree(caseIds: readonly string[]): Statement {
  return { text: `${HEADER} skip locked`, values: [arrayParameter(caseIds)] };
}

/** A locked instance's rows, the instant of the transaction, and what the command did when it had been executed before. */
export interface Loaded {
  header: HeaderRow | null;
  rows: InstanceRows;
  now: string;
  past: PastEvent | null;
}

/**
 * Reads everything of locked instances; nothing of those that somebody else holds, told by `xmax`, which names the holder of a row's
 * lock. The lock comes first: a statement sees the rows of its own beginning.
 */
export function load(commands: readonly { caseId: string; commandId: string }[]): Statement {
  return {
    text: LOAD,
    values: [arrayParameter(commands.map(({ caseId }) => caseId)), arrayParameter(commands.map(({ commandId }) => commandId))],
  };
}

/** Puts the answers of lock and load together, by case. */
export function readLoaded(locked: readonly Row[], loaded: readonly Row[]): Map<string, Loaded> {
  const headers = new Map((locked as unknown as (HeaderRow & { case_id: string })[]).map(({ case_id, ...header }) => [case_id, header]));
  return new Map(
    (loaded as unknown as (InstanceRows & Pick<Loaded, 'now' | 'past'> & { case_id: string })[]).map(({ case_id, now, past, ...rows }) => [
      case_id,
      { header: headers.get(case_id) ?? null, rows, now, past },
    ]),
  );
}

/** Whether a command has been executed before. */
export async function findEvent(client: Queryable, caseId: string, commandId: string): Promise<PastEvent | null> {
  const { rows } = await client.query({
    name: 'engine-find-event',
    text: 'select result, code, state from engine.event where case_id = $1 and command_id = $2',
    values: [caseId, commandId],
  });
  return (rows[0] as PastEvent | undefined) ?? null;
}
