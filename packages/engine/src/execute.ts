import type pg from 'pg';
import { applyCommand } from './commands/apply.ts';
import { findElementType } from './elements/registry.ts';
import { EngineError } from './errors.ts';
import { Rejection, type RejectionCode } from './run/failure.ts';
import type { Instance } from './run/instance.ts';
import { Step } from './run/step.ts';
import type { Definitions } from './store/definitions.ts';
import { enqueueCommand } from './store/enqueue.ts';
import { findEvent, insertInstance, loadInstance, lockInstance } from './store/load-instance.ts';
import { unparkWork } from './store/take-work.ts';
import { spreadSignal } from './store/signals.ts';
import { startBySignal } from './store/start-events.ts';
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
 * event. Three round trips. A command id that was executed before has no effect.
 */
export async function execute(node: Node, client: pg.PoolClient, execution: Execution): Promise<CommandOutcome> {
  const { caseId, commandId, command } = execution;
  const clock = node.clock ? new Date(node.clock()).toISOString() : null;
  let header = await lockInstance(client, caseId);
  if (!header && command.type === 'start') {
    const known = await isDeployed(node, client, command.definitionId);
    if (!known) return reject(client, execution, 'definition-unknown', 'unknown', clock);
    header = (await insertInstance(client, caseId, command.definitionId, clock)) ?? (await lockInstance(client, caseId));
  }
  if (!header) return reject(client, execution, 'instance-unknown', 'unknown', clock);
  const loaded = await loadInstance(client, caseId, commandId, { ...header });
  if (loaded.past) return { result: 'repeated', code: loaded.past.code, state: loaded.past.state };
  try {
    if (command.type === 'start' && header.step > 0) throw new Rejection('already-started');
    return await applyTo(node, client, execution, loaded.instance, clock ?? loaded.now);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    if (header.step > 0) return reject(client, execution, error.code, header.state, clock, error.data);
    await client.query('delete from engine.instance where case_id = $1 and step = 0', [caseId]);
    return reject(client, execution, error.code, 'unknown', clock);
  }
}

async function isDeployed(node: Node, client: pg.PoolClient, definitionId: string): Promise<boolean> {
  try {
    await node.definitions.closure(client, definitionId);
    return true;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'definition-unknown') return false;
    throw error;
  }
}

/** Records a command without effect, so that its sender learns why; one that was recorded before is told again. */
async function reject(
  client: pg.PoolClient,
  execution: Execution,
  code: RejectionCode,
  state: CommandOutcome['state'],
  clock: string | null,
  data: Record<string, unknown> = {},
): Promise<CommandOutcome> {
  const past = await findEvent(client, execution.caseId, execution.commandId);
  if (past) return { result: 'repeated', code: past.code, state: past.state };
  await writeRejection(client, execution.caseId, {
    at: clock ?? (await databaseNow(client)),
    step: null,
    command_id: execution.commandId,
    type: execution.command.type,
    result: 'rejected',
    code,
    state,
    actor: actorOf(execution),
    path: [],
    data,
  });
  return { result: 'rejected', code, state };
}

async function applyTo(node: Node, client: pg.PoolClient, execution: Execution, instance: Instance, now: string): Promise<CommandOutcome> {
  const { caseId, commandId, command } = execution;
  if (command.type === 'migrate' && !(await isDeployed(node, client, command.definitionId))) throw new Rejection('definition-unknown');
  const definitions = await node.definitions.closure(client, instance.header.definition_id);
  // Called processes keep their version when the process around was migrated.
  for (const id of new Set(instance.tokens.all().map((token) => token.definition_id))) await node.definitions.closure(client, id);
  const step = new Step(instance, { definitions, types: (kind) => findElementType(kind)!, host: node.host, now, zone: node.zone });
  const { code, unfinished } = applyCommand(step, command, commandId);
  const { header: after } = instance;
  after.step += 1;
  const actor = actorOf(execution);
  await writeStep(client, instance, {
    at: now,
    step: after.step,
    command_id: commandId,
    type: command.type,
    result: 'done',
    code,
    state: after.state,
    actor,
    path: step.path,
    data: step.data,
  });
  if (unfinished) await enqueueCommand(client, caseId, `continue:${after.step}`, { type: 'continue' });
  if (step.unpark) await unparkWork(client, caseId);
  for (const [index, { name, variables }] of step.signals.entries()) {
    const signalId = `signal:${caseId}:${after.step}:${index}`;
    await spreadSignal(client, signalId, name, variables, caseId);
    await startBySignal(client, signalId, name, variables);
  }
  const { path } = step;
  await node.onStep?.(client, {
    caseId,
    commandId,
    type: command.type,
    step: after.step,
    at: now,
    actor,
    path,
    state: after.state,
    outcome: after.outcome,
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
