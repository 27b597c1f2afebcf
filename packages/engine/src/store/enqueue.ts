import type { Command, CommandOutcome, EnqueueOptions, Queryable } from '../types.ts';
import { EngineError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { sizeOf } from '../run/size.ts';
import { findEvent } from './load-instance.ts';

/** Channel that nodes listen to; every commit with new commands notifies it. */
export const WORK_CHANNEL = 'engine_work';

/** Parameters: case, command id, actor, due instant, command. */
export const ENQUEUE = `with queued as (
    insert into engine.work (case_id, command_id, actor, due_at, command)
    values ($1, $2, $3, coalesce($4::timestamptz, '-infinity'), $5) on conflict do nothing)
  select pg_notify('${WORK_CHANNEL}', '')`;

/**
 * Puts a command into the caller's transaction. Needs only the right to insert into engine.work. A command id that is already
 * there, or was executed before, has no second effect.
 * @param commandId stable id of what is wanted, at most 200 characters.
 * @throws EngineError `command-too-large` before anything is sent: more than 1,000,000 characters of JSON, or nested more than 100 deep.
 */
export async function enqueueCommand(
  client: Queryable,
  caseId: string,
  commandId: string,
  command: Command,
  options: EnqueueOptions = {},
): Promise<void> {
  if (sizeOf(command, LIMITS.characters) > LIMITS.characters) {
    throw new EngineError(
      'command-too-large',
      `expected at most ${LIMITS.characters} characters of command ${command.type}, got more; keep large data and files outside by reference`,
    );
  }
  await client.query({
    name: 'engine-enqueue',
    text: ENQUEUE,
    values: [caseId, commandId, options.actor ?? null, options.dueAt ?? null, JSON.stringify(command)],
  });
}

/** Outcome of a command, null while it has not been executed. */
export async function commandOutcome(client: Queryable, caseId: string, commandId: string): Promise<CommandOutcome | null> {
  return findEvent(client, caseId, commandId);
}
