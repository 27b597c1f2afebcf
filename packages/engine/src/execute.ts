import type pg from 'pg';
import { applyCommand } from './commands/apply.ts';
import { findElementType } from './elements/registry.ts';
import { EngineError } from './errors.ts';
import { Rejection } from './run/failure.ts';
import type { HeaderRow } from './run/instance.ts';
import { Step } from './run/step.ts';
import type { Definitions } from './store/definitions.ts';
import { enqueueCommand } from './store/enqueue.ts';
import { findEvent, insertInstance, loadInstance, lockInstance } from './store/load-instance.ts';
import { unparkWork } from './store/take-work.ts';
import { writeRejection, writeStep } from './store/write-step.ts';
import type { Command, CommandOutcome, EngineOptions } from './types.ts';

/** What a node needs to execute commands. */
export interface Node extends EngineOptions {
  definitions: Definitions;
  zone: string;
}

/** A command of a case with its id and who caused it. */
export interface Execution {
  caseId: string;
  commandId: string;
  command: Command;
  actor: string | null;
}

/**
 * Executes one command in the caller's transaction: lock the instance, apply, run until every token waits, write everything and the
 * event. A command id that was executed before has no effect.
 */
export async function execute(node: Node, client: pg.PoolClient, execution: Execution): Promise<CommandOutcome> {
  const { caseId, commandId, command } = execution;
  const now = node.clock ? new Date(node.clock()).toISOString() : await databaseNow(client);
  let header = await lockInstance(client, caseId);
  const past = await findEvent(client, caseId, commandId);
  if (past) return { result: 'repeated', code: past.code, state: past.state };
  let begun = false;
  try {
    if (command.type === 'start') {
      header = await begin(node, client, header, caseId, command.definitionId, now);
      begun = true;
      // A node that started the same case at the same moment has finished now: its command may be this one.
      const other = header.step > 0 ? await findEvent(client, caseId, commandId) : null;
      if (other) return { result: 'repeated', code: other.code, state: other.state };
      if (header.step > 0) throw new Rejection('already-started');
    }
    if (!header) throw new Rejection('instance-unknown');
    return await applyTo(node, client, execution, header, now);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    if (begun && header?.step === 0) await client.query('delete from engine.instance where case_id = $1 and step = 0', [caseId]);
    const state = header && !(begun && header.step === 0) ? header.state : 'unknown';
    await writeRejection(client, caseId, {
      at: now, step: null, command_id: commandId, type: command.type, result: 'rejected', code: error.code, state, actor: actorOf(execution), path: [],
      data: {},
    });
    return { result: 'rejected', code: error.code, state };
  }
}

async function begin(node: Node, client: pg.PoolClient, header: HeaderRow | null, caseId: string, definitionId: string, now: string): Promise<HeaderRow> {
  if (header) return header;
  try {
    await node.definitions.closure(client, definitionId);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'definition-unknown') throw new Rejection('definition-unknown');
    throw error;
  }
  await insertInstance(client, caseId, definitionId, now);
  return (await lockInstance(client, caseId))!;
}

async function applyTo(node: Node, client: pg.PoolClient, execution: Execution, header: HeaderRow, now: string): Promise<CommandOutcome> {
  const { caseId, commandId, command } = execution;
  const definitions = await node.definitions.closure(client, header.definition_id);
  const instance = await loadInstance(client, caseId, { ...header });
  const step = new Step(instance, { definitions, types: (kind) => findElementType(kind)!, host: node.host, now, zone: node.zone });
  const { code, unfinished } = applyCommand(step, command, commandId);
  const { header: after } = instance;
  after.step += 1;
  await writeStep(client, instance, {
    at: now, step: after.step, command_id: commandId, type: command.type, result: 'done', code, state: after.state, actor: actorOf(execution),
    path: step.path, data: step.data,
  });
  if (unfinished) await enqueueCommand(client, caseId, `continue:${after.step}`, { type: 'continue' });
  if (step.unpark) await unparkWork(client, caseId);
  await node.onStep?.(client, {
    caseId, commandId, type: command.type, step: after.step, at: now, actor: actorOf(execution), path: step.path, state: after.state, outcome: after.outcome,
  });
  return { result: 'done', code, state: after.state };
}

function actorOf({ actor, command }: Execution): string | null {
  return actor ?? ('actor' in command ? command.actor : null);
}

async function databaseNow(client: pg.PoolClient): Promise<string> {
  const { rows } = await client.query<{ now: Date }>('select now()');
  return rows[0]!.now.toISOString();
}
