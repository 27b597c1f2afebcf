import { Rejection } from '../run/failure.ts';
import type { CommandHandler } from './apply.ts';
import { openTask } from './open-work.ts';

/**
 * A person takes a task, gets it from another, or gives it back with assignee null. Who has it keeps it until it is given back, or until
 * somebody who knows that they have it (`from`) gives it to another. Who may do so is the host's to check before.
 */
export const claimTask: CommandHandler<'claim-task'> = (step, command) => {
  const { token, task } = openTask(step, command.token);
  const held = task.assignee_id;
  if (command.from !== undefined && held !== command.from && held !== command.assignee) throw new Rejection('task-claimed');
  if (command.from === undefined && command.assignee !== null && held !== null && held !== command.assignee)
    throw new Rejection('task-claimed');
  step.instance.userTasks.put({ ...task, assignee_id: command.assignee });
  step.record(token, command.assignee === null ? 'released' : 'claimed');
};
