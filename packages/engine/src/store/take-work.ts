import type pg from 'pg';
import type { Command, Queryable } from '../types.ts';

/** A due command taken from engine.work, locked until the end of the transaction. */
export interface WorkRow {
  case_id: string;
  command_id: string;
  actor: string | null;
  attempts: number;
  command: Command;
}

/** Unexpected failures of one command before it is parked. */
const TRIES = 5;

/**
 * Takes one due command. Commands of a case run in the order they came: a later one is taken only when no earlier due one is left,
 * other than to resolve the incident that parked it.
 */
export async function takeWork(client: pg.PoolClient, now: string | null): Promise<WorkRow | null> {
  const { rows } = await client.query({
    name: 'engine-take',
    text: `select case_id, command_id, actor, attempts, command from engine.work w
      where due_at <= coalesce($1::timestamptz, now()) and (not_before is null or not_before <= coalesce($1::timestamptz, now()))
        and (command ->> 'type' = 'resolve-incident' or not exists (
          select 1 from engine.work earlier
          where earlier.case_id = w.case_id and earlier.seq < w.seq and earlier.due_at <= coalesce($1::timestamptz, now())))
      order by due_at, seq limit 1 for update skip locked`,
    values: [now],
  });
  return (rows[0] as WorkRow | undefined) ?? null;
}

export async function deleteWork(client: Queryable, caseId: string, commandId: string): Promise<void> {
  await client.query('delete from engine.work where case_id = $1 and command_id = $2', [caseId, commandId]);
}

/**
 * Turns due timers into commands, in a transaction that takes no instance lock (waiting for one while holding timer rows would
 * deadlock with a step that removes them). Their id says which timer it is, so a timer fires once.
 */
export async function queueDueTimers(client: Queryable, now: string | null, limit: number): Promise<number> {
  const { rowCount } = await client.query(
    `with due as (
       select case_id, instance_no, token_no, element, due_at from engine.timer
       where not queued and due_at <= coalesce($1::timestamptz, now()) order by due_at limit $2 for update skip locked),
     marked as (
       update engine.timer t set queued = true from due
       where t.case_id = due.case_id and t.instance_no = due.instance_no and t.token_no = due.token_no and t.element = due.element)
     insert into engine.work (case_id, command_id, command)
     select case_id, 'timer:' || token_no || ':' || element || ':' || extract(epoch from due_at)::text, jsonb_build_object('type', 'fire-timer', 'token', token_no, 'element', element)
     from due on conflict do nothing`,
    [now, limit],
  );
  return rowCount ?? 0;
}

/** Forgets messages nobody came for. */
export async function dropExpiredMessages(client: Queryable, now: string | null): Promise<void> {
  await client.query(
    `delete from engine.inbox where (case_id, name, key, message_id) in (
       select case_id, name, key, message_id from engine.inbox
       where expires_at <= coalesce($1::timestamptz, now()) limit 100 for update skip locked)`,
    [now],
  );
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

/** Lets parked commands of a case run again. */
export async function unparkWork(client: Queryable, caseId: string): Promise<void> {
  await client.query(`update engine.work set not_before = null, attempts = 0 where case_id = $1 and not_before = 'infinity'`, [caseId]);
}
