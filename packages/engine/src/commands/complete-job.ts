import { complete } from '../run/complete.ts';
import type { CommandHandler } from './apply.ts';
import { openJob } from './open-work.ts';

/** A machine has done a job. Without fence: the outside calls back about a job that waits. */
export const completeJob: CommandHandler<'complete-job'> = (step, command) => {
  const { token } = openJob(step, command.token, command.fence);
  complete(step, token, command.variables);
};
