import { complete } from '../run/complete.ts';
import type { CommandHandler } from './apply.ts';
import { openTask } from './open-work.ts';
import { mergeRoot } from './set-variables.ts';

/** A person has done a task. Whether this person may is the host's to check before. */
export const completeTask: CommandHandler<'complete-task'> = (step, command) => {
  const { token } = openTask(step, command.token);
  if (command.rootVariables) mergeRoot(step, command.rootVariables);
  complete(step, token, command.variables);
};
