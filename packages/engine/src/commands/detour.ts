import { beginDetour } from '../run/detour.ts';
import { Rejection, StepFailure } from '../run/failure.ts';
import type { CommandHandler } from './apply.ts';
import { openTask } from './open-work.ts';
import { mergeRoot } from './set-variables.ts';

/**
 * Something has to happen before an open task can be done, and the model does not draw it: one of the processes that the case's definition
 * carries runs in its place, then the task is open again. Who may do so is the host's to check before.
 */
export const detour: CommandHandler<'detour'> = (step, command) => {
  const open = openTask(step, command.token);
  const called = step.definition(step.instance.header.definition_id).calls[command.processId];
  if (called === undefined) throw new Rejection('process-unknown');
  if (command.rootVariables) mergeRoot(step, command.rootVariables);
  try {
    beginDetour(step, open, step.definition(called), command.variables);
  } catch (error) {
    if (error instanceof StepFailure) throw new Rejection('process-unknown');
    throw error;
  }
};
