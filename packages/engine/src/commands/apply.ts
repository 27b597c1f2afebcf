import { countAnew } from '../run/bounds.ts';
import { runToRest } from '../run/to-rest.ts';
import { Rejection } from '../run/failure.ts';
import type { Step } from '../run/step.ts';
import type { Command } from '../types.ts';
import { activateElements } from './activate-elements.ts';
import { broadcast } from './broadcast.ts';
import { cancel } from './cancel.ts';
import { claimTask } from './claim-task.ts';
import { completeJob } from './complete-job.ts';
import { completeTask } from './complete-task.ts';
import { correlate } from './correlate.ts';
import { detour } from './detour.ts';
import { takeDetourBack } from './end-detour.ts';
import { failJob } from './fail-job.ts';
import { fireTimer } from './fire-timer.ts';
import { migrateCommand } from './migrate.ts';
import { modify } from './modify.ts';
import { reassignTask } from './reassign-task.ts';
import { reroute } from './reroute.ts';
import { resolveIncident } from './resolve-incident.ts';
import { retryJob } from './retry-job.ts';
import { setVariables } from './set-variables.ts';
import { skipIncident } from './skip-incident.ts';
import { start } from './start.ts';
import { suspendJob } from './suspend-job.ts';
import { throwErrorCommand } from './throw-error.ts';

/** Changes the instance in memory. @returns a code that says more than "done", or nothing. @throws Rejection */
export type CommandHandler<T extends Command['type']> = (
  step: Step,
  command: Extract<Command, { type: T }>,
  commandId: string,
) => string | void;

const HANDLERS: { [T in Command['type']]: CommandHandler<T> } = {
  start,
  'complete-task': completeTask,
  'complete-job': completeJob,
  'fail-job': failJob,
  'throw-error': throwErrorCommand,
  'suspend-job': suspendJob,
  'claim-task': claimTask,
  detour,
  'end-detour': takeDetourBack,
  'reassign-task': reassignTask,
  reroute,
  'fire-timer': fireTimer,
  correlate,
  'resolve-incident': resolveIncident,
  'retry-job': retryJob,
  'set-variables': setVariables,
  cancel,
  broadcast,
  'skip-incident': skipIncident,
  modify,
  migrate: migrateCommand,
  'activate-elements': activateElements,
  continue: (step) => {
    step.namesChanged = true;
  },
};

/**
 * Applies a command to a locked instance and runs it until every token waits.
 * @returns the code of the outcome and whether ready tokens are left for a next step.
 * @throws Rejection when the command does not fit the state of the instance.
 */
export function applyCommand(step: Step, command: Command, commandId: string): { code: string | null; unfinished: boolean } {
  const handler = HANDLERS[command.type] as unknown as CommandHandler<never> | undefined;
  if (!handler) throw new Rejection('command-unknown');
  if (command.type !== 'start' && step.instance.header.state !== 'active') throw new Rejection('instance-closed');
  countAnew(step, command);
  const code = handler(step, command as never, commandId) ?? null;
  const unfinished = runToRest(step);
  return { code, unfinished };
}
