import { LIMITS } from '../limits.ts';
import { complete } from '../run/complete.ts';
import { StepFailure } from '../run/failure.ts';
import { failed } from '../run/incident.ts';
import { sizeOf } from '../run/size.ts';
import type { CommandHandler } from './apply.ts';
import { openJob } from './open-work.ts';

/**
 * A machine has done a job. Without fence: the outside calls back about a job that waits. A result that is too large is an incident of
 * the job, which is done again when that is resolved.
 */
export const completeJob: CommandHandler<'complete-job'> = (step, command) => {
  const { token } = openJob(step, command.token, command.fence);
  if (sizeOf(command.variables, LIMITS.characters) <= LIMITS.characters) return complete(step, token, command.variables);
  const message = `expected at most ${LIMITS.characters} characters as result of the job, got more`;
  failed(step, token, 'job', new StepFailure('value-too-large', message));
  return 'incident';
};
