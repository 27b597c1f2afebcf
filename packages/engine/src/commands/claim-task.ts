import { Rejection } from '../run/failure.ts';
import type { CommandHandler } from './apply.ts';
import { openTask } from './open-work.ts';

/** A person takes a task, or gives it back with assignee null. Who has it keeps it until it is given back. */
export const claimTask: CommandHandler<'claim-task'> = (step, command) => {
  const { token, task } = openTask(step, command.token);
  if (command.assignee !== null && task.assignee_id !== null && task.assignee_id !== command.assignee) throw new Rejection('task-claimed');
  step.instance.userTasks.put({ ...task, assignee_id: command.assignee });
  step.record(token, command.assignee === null ? 'released' : 'claimed');
};
