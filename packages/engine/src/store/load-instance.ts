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
const list = (columns: string, table: string, { only = 'instance_no = 1', more = '' } = {}): string =>
  `(select json_agg(r) from (select case_id, ${columns} from engine.${table} where case_id = any((select cases from held)::uuid[]) and ${only}${more}) r)`;

// The rows of jobs are locked too: leases are given without the lock of the instance.
const ROWS = `
  to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now,
  ${list(`token_no, parent_no, visit, ${iso('entered_at')}, definition_id, element, state, part, path, party, via, properties, data`, 'token', { more: ' order by case_id, instance_no, token_no' })} as tokens,
  ${list('scope_no, data, visits', 'variable', { only: 'instance_no = 1 and closed = false' })} as scopes,
  ${list(
    `token_no, case when isfinite(due_at) then to_char(due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') else 'infinity' end as due_at, ${iso('created_at')},
     ${iso('lease_until')}, ${iso('wait_until')}, fence, attempts, retries, state, kind, holder, last_code, idempotency_key, inputs, info, data`,
    'job',
    { more: ' for update' },
  )} as jobs,
  ${list(
    `token_no, ${iso('created_at')}, ${iso('due_at')}, ${iso('follow_up')}, priority, fence, retries, kind, element, process_id, group_id, role, form,
     capability, assignee_id, party, candidates, inputs, properties`,
    'user_task',
  )} as "userTasks",
  ${list(`token_no, element, ${iso('due_at')}, queued, cycle, rounds`, 'timer')} as timers,
  ${list('token_no, element, kind, name, key', 'subscription')} as subscriptions,
  ${list(`name, key, message_id, ${iso('received_at')}, ${iso('expires_at')}, variables`, 'inbox', { only: 'true', more: ' order by inbox.received_at' })} as inbox,
  ${list(`token_no, ${iso('created_at')}, element, code, message, phase, detail`, 'incident')} as incidents,
  ${list('token_no, seq, scope_no, definition_id, element, handler, data', 'compensation')} as compensations`;

const HEADER = `case_id, definition_id, state, outcome, ${iso('started_at')}, ${iso('ended_at')}, step::integer as step, next_token, activations`;
const OF_CASES = `from engine.instance where case_id = any($1::uuid[]) and instance_no = 1 and state = 'active'`;

/**
 * Locks the rows that nobody else holds, and reads what belongs to them, in one statement. It sees the rows of its own beginning; where
 * somebody has finished a step between that and the lock, the step of the locked row is another one, and the case counts as held by others.
 */
const LOAD_FREE = `with free as materialized (select ${HEADER} ${OF_CASES} for update skip locked),
  seen as materialized (select case_id, step ${OF_CASES}),
  held as materialized (select array_agg(free.case_id) as cases from free join seen on seen.case_id = free.case_id and seen.step = free.step)
  select (select json_agg(r) from (select * from free where case_id = any((select cases from held)::uuid[])) r) as headers,
  (select json_agg(case_id) from seen) as cases, ${ROWS}`;

/** Reads everything of cases that are locked already. */
const LOAD_LOCKED = `with held as materialized (select $1::uuid[] as cases)
  select (select json_agg(r) from (select ${HEADER} ${OF_CASES}) r) as headers, null::json as cases, ${ROWS}`;

const LOCK = `select 1 ${OF_CASES} for update`;

/** A command that is looked for and its case. */
interface Wanted {
  caseId: string;
  commandId: string;
}

/** Locks and reads the open instances that nobody else holds. */
export function loadFree(commands: readonly Wanted[]): Statement {
  return { text: LOAD_FREE, values: [casesOf(commands)] };
}

/** Locks and reads one open instance, waiting for whoever holds it. The lock comes first: a statement sees the rows of its own beginning. */
export function loadWaiting(command: Wanted): Statement[] {
  const values = [casesOf([command])];
  return [
    { text: LOCK, values },
    { text: LOAD_LOCKED, values },
  ];
}

/** Looks for what was executed before and for instances that have ended, whatever their age. */
export function findPast(commands: readonly Wanted[]): Statement {
  return {
    text: 'select * from engine.find_past($1, $2)',
    values: [casesOf(commands), arrayParameter(commands.map(({ commandId }) => commandId))],
  };
}

function casesOf(commands: readonly Wanted[]): string {
  return arrayParameter(commands.map(({ caseId }) => caseId));
}

/** A locked instance's rows, the instant of the transaction, and what the command did when it had been executed before and was looked for. */
export interface Loaded {
  header: HeaderRow | null;
  rows: Partial<InstanceRows>;
  now: string;
  past: PastEvent | null;
  /** The rows are those this node has kept: neither locked nor read in this transaction. */
  unlocked?: boolean;
}

type OfCase = { case_id: string };
const NAMES = ['tokens', 'scopes', 'jobs', 'userTasks', 'timers', 'subscriptions', 'inbox', 'incidents', 'compensations'] as const;

/** The answer of a load, by case: what is missing is held by somebody else; without a header the case has no instance. */
export function readLoaded(row: Row, commands: readonly Wanted[]): Map<string, Loaded> {
  const answer = row as unknown as Record<(typeof NAMES)[number], OfCase[] | null> & {
    now: string;
    headers: (HeaderRow & OfCase)[] | null;
    cases: string[] | null;
  };
  const headers = new Map(answer.headers?.map(({ case_id, ...header }) => [case_id, header as HeaderRow]));
  const others = new Set(answer.cases?.filter((caseId) => !headers.has(caseId)));
  const loaded = new Map<string, Loaded>();
  for (const { caseId } of commands) {
    const key = caseId.toLowerCase();
    const rows: Partial<InstanceRows> = {};
    if (!others.has(key)) loaded.set(key, { header: headers.get(key) ?? null, rows, now: answer.now, past: null });
  }
  for (const name of NAMES) {
    for (const { case_id, ...row } of answer[name] ?? []) ((loaded.get(case_id)!.rows[name] ??= []) as object[]).push(row);
  }
  return loaded;
}

/** Puts what was found of the past to what was loaded. */
export function addPast(rows: readonly Row[], loaded: Map<string, Loaded>): void {
  for (const row of rows as unknown as (OfCase & { result: PastEvent['result'] | null; header: HeaderRow | null } & PastEvent)[]) {
    const found = loaded.get(row.case_id);
    if (!found) continue;
    if (row.result) found.past = { result: row.result, code: row.code, state: row.state };
    found.header ??= row.header;
  }
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
