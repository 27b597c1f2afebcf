import { reopenTask } from '../run/detour.ts';
import type { CommandHandler } from './apply.ts';
import { openTask } from './open-work.ts';

/** The office of a party is another one by now: asks the host again who gets an open task. Whoever had it in another office has it no more. */
export const reassignTask: CommandHandler<'reassign-task'> = (step, command) => {
  const { token, task } = openTask(step, command.token);
  const before = { ...task };
  reopenTask(step, token, before, 0);
  step.record(token, 'rerouted');
};
