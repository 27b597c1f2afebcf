import { applyCommand } from './commands/apply.ts';
import { findElementType } from './elements/registry.ts';
import { LIMITS } from './limits.ts';
import type { Definition } from './model/compiled.ts';
import { pauseBeforeNext } from './run/bounds.ts';
import { Rejection, type RejectionCode } from './run/failure.ts';
import { Instance, type HeaderRow } from './run/instance.ts';
import { fitsScope, sizeOf } from './run/size.ts';
import { Step } from './run/step.ts';
import type { Loaded } from './store/load-instance.ts';
import type { StepWrite } from './store/write-step.ts';
import type { Command, CommandOutcome, EngineHost, StepSummary } from './types.ts';

/** A command of a case with its id and who caused it. */
export interface Execution {
  caseId: string;
  commandId: string;
  command: Command;
  actor: string | null;
}

/** What a step needs to know besides the rows. */
export interface StepContext {
  definitions: ReadonlyMap<string, Definition>;
  host: EngineHost;
  /** ISO instant of a set clock, null for the database's. */
  clock: string | null;
  zone: string;
}

/** The outcome of a command and what has to be written for it; nothing when it had been executed before. */
export interface Decision {
  outcome: CommandOutcome;
  write: StepWrite | null;
  /** For the host, when something changed. */
  summary: StepSummary | null;
}

/** Applies a command in memory to what was loaded. Whatever it throws is a fault of this command alone. */
export function decide(context: StepContext, execution: Execution, { header, rows, past, now: loadedAt }: Loaded): Decision {
  if (past) return { outcome: { result: 'repeated', code: past.code, state: past.state }, write: null, summary: null };
  const { caseId, command } = execution;
  const now = context.clock ?? loadedAt;
  if (!header && command.type !== 'start') return reject(execution, 'instance-unknown', 'unknown', now);
  if (!header && command.type === 'start' && !context.definitions.has(command.definitionId))
    return reject(execution, 'definition-unknown', 'unknown', now);
  const before = header ?? newHeader((command as Extract<Command, { type: 'start' }>).definitionId, now);
  try {
    if (isTooLarge(command)) throw new Rejection('variables-too-large');
    if (command.type === 'start' && header) throw new Rejection('already-started');
    return applyTo(context, execution, new Instance(caseId, { ...before }, rows), { now, isNew: !header });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return reject(execution, error.code, header ? before.state : 'unknown', now, error.data);
  }
}

/** Before any work with its names. Of a job, what is too large is an incident of its element: a rejected answer would come again. */
function isTooLarge(command: Command): boolean {
  return command.type !== 'complete-job' && sizeOf(command, LIMITS.characters) > LIMITS.characters;
}

function newHeader(definitionId: string, now: string): HeaderRow {
  return {
    definition_id: definitionId,
    state: 'active',
    outcome: null,
    started_at: now,
    ended_at: null,
    step: 0,
    next_token: 1,
    activations: 0,
  };
}

function applyTo(
  context: StepContext,
  execution: Execution,
  instance: Instance,
  { now, isNew }: { now: string; isNew: boolean },
): Decision {
  const { caseId, commandId, command } = execution;
  const { definitions, host, zone } = context;
  if (command.type === 'migrate' && !definitions.has(command.definitionId)) throw new Rejection('definition-unknown');
  const step = new Step(instance, { definitions, types: (kind) => findElementType(kind)!, host, now, zone });
  const { code, unfinished } = applyCommand(step, command, commandId);
  for (const scope of instance.scopes.changed()) {
    if (!fitsScope(scope.data)) throw new Rejection('variables-too-large');
  }
  // A set clock stands while a scenario is played: nothing would ever come due.
  const pause = unfinished && !context.clock ? pauseBeforeNext(instance) : 0;
  const { header } = instance;
  header.step += 1;
  const { state, outcome } = header;
  const actor = actorOf(execution);
  const { path, data, unpark, signals } = step;
  const event = {
    at: now,
    step: header.step,
    command_id: commandId,
    type: command.type,
    result: 'done',
    code,
    state,
    actor,
    path,
    data,
  } as const;
  return {
    outcome: { result: 'done', code, state },
    write: { caseId, instance, isNew, event, unfinished, pause, unpark, signals },
    summary: { caseId, commandId, type: command.type, step: header.step, at: now, actor, path, state, outcome },
  };
}

/** A command without effect is recorded, so that its sender learns why. */
function reject(
  execution: Execution,
  code: RejectionCode,
  state: CommandOutcome['state'],
  now: string,
  data: Record<string, unknown> = {},
): Decision {
  const { caseId, commandId, command } = execution;
  const actor = actorOf(execution);
  const event = {
    at: now,
    step: null,
    command_id: commandId,
    type: command.type,
    result: 'rejected',
    code,
    state,
    actor,
    path: [],
    data,
  } as const;
  return {
    outcome: { result: 'rejected', code, state },
    write: { caseId, instance: null, isNew: false, event, unfinished: false, pause: 0, unpark: false, signals: [] },
    summary: null,
  };
}

function actorOf({ actor, command }: Execution): string | null {
  return actor ?? ('actor' in command ? command.actor : null);
}
