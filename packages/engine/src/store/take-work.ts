import type { Command, Queryable } from '../types.ts';
import { arrayParameter, type Row, type Statement } from './pipeline.ts';

/** A due command taken from engine.work, locked until the end of the transaction. */
export interface WorkRow {
  case_id: string;
  command_id: string;
  actor: string | null;
  attempts: number;
  command: Command;
  /** The case has later commands. */
  more: boolean;
}

/** Unexpected failures of one command before it is parked. */
const TRIES = 5;

/**
 * Takes due commands of different cases. Commands of a case run in the order they came: a later one is taken only when no earlier due
 * one is left, other than to resolve the incident that parked it.
 */
export function takeWork(now: string | null, limit: number): Statement {
  return { text: `${TAKE} order by due_at, seq limit $2 for update skip locked`, values: [now, String(limit)] };
}

/** Takes one known command, when it is still due and free. */
export function takeThis(now: string | null, work: WorkRow): Statement {
  return { text: `${TAKE} and case_id = $2 and command_id = $3 for update skip locked`, values: [now, work.case_id, work.command_id] };
}

const TAKE = `select case_id, command_id, actor, attempts, command,
    exists (select 1 from engine.work later where later.case_id = w.case_id and later.seq > w.seq) as more
  from engine.work w
  where due_at <= coalesce($1::timestamptz, now()) and (not_before is null or not_before <= coalesce($1::timestamptz, now()))
    and (command ->> 'type' = 'resolve-incident' or not exists (
      select 1 from engine.work earlier
      where earlier.case_id = w.case_id and earlier.seq < w.seq and earlier.due_at <= coalesce($1::timestamptz, now())))`;

/** The rows of a take; of one case the first only. */
export function readTaken(rows: readonly Row[]): WorkRow[] {
  const first = new Map<string, WorkRow>();
  for (const row of rows as unknown as WorkRow[]) if (!first.has(row.case_id)) first.set(row.case_id, row);
  return [...first.values()];
}

export function deleteWork(work: readonly WorkRow[]): Statement {
  return {
    text: `delete from engine.work t using unnest($1::uuid[], $2::text[]) as r(case_id, command_id)
      where t.case_id = r.case_id and t.command_id = r.command_id`,
    values: [arrayParameter(work.map((row) => row.case_id)), arrayParameter(work.map((row) => row.command_id))],
  };
}

/**
 * Turns due timers into commands, in a transaction that takes no instance lock (waiting for one while holding timer rows would
 * deadlock with a step that removes them). Their id says which timer it is, so a timer fires once.
 */
export async function queueDueTimers(client: Queryable, now: string | null, limit: number): Promise<number> {
  const { rowCount } = await client.query({
    name: 'engine-queue-timers',
    text: `with due as (
       select case_id, instance_no, token_no, element, due_at from engine.timer
       where not queued and due_at <= coalesce($1::timestamptz, now()) order by due_at limit $2 for update skip locked),
     marked as (
       update engine.timer t set queued = true from due
       where t.case_id = due.case_id and t.instance_no = due.instance_no and t.token_no = due.token_no and t.element = due.element)
     insert into engine.work (case_id, command_id, command)
     select case_id, 'timer:' || token_no || ':' || element || ':' || extract(epoch from due_at)::text, jsonb_build_object('type', 'fire-timer', 'token', token_no, 'element', element,
       'due', to_char(due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
     from due on conflict do nothing`,
    values: [now, limit],
  });
  return rowCount ?? 0;
}

/** Forgets messages nobody came for. */
export async function dropExpiredMessages(client: Queryable, now: string | null): Promise<void> {
  await client.query({
    name: 'engine-drop-messages',
    text: `delete from engine.inbox where (case_id, name, key, message_id) in (
       select case_id, name, key, message_id from engine.inbox
       where expires_at <= coalesce($1::timestamptz, now()) limit 100 for update skip locked)`,
    values: [now],
  });
}

/** Forgets what began cases long ago. */
export async function dropStartRecords(client: Queryable): Promise<void> {
  await client.query(
    `delete from engine.start_record where cause in (
       select cause from engine.start_record where at < now() - interval '90 days' limit 100 for update skip locked)`,
  );
}

/** A command failed unexpectedly: tried again later; after some tries parked, with an incident of token 0. */
export async function postponeWork(client: Queryable, work: WorkRow, now: string | null, code: string): Promise<void> {
  const parked = work.attempts + 1 >= TRIES;
  await client.query(
    `update engine.work set attempts = attempts + 1, last_error = $3,
       not_before = case when $4 then 'infinity' else coalesce($5::timestamptz, now()) + make_interval(secs => $6) end
     where case_id = $1 and command_id = $2`,
    [work.case_id, work.command_id, code.slice(0, 200), parked, now, 4 ** work.attempts],
  );
  if (!parked) return;
  await client.query(
    `insert into engine.incident (case_id, created_at, token_no, code, message, phase)
     values ($1, coalesce($2::timestamptz, now()), 0, 'step-failed', $3, 'step') on conflict do nothing`,
    [work.case_id, now, `expected command ${work.command.type} to be executed, got ${code.slice(0, 200)} ${TRIES} times`],
  );
}

/** Lets parked commands of cases run again. */
export const UNPARK = `update engine.work set not_before = null, attempts = 0 where case_id = any($1::uuid[]) and not_before = 'infinity'`;
