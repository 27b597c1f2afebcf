import type { CommandHandler } from './apply.ts';
import { Rejection } from '../run/failure.ts';
import { openJob } from './open-work.ts';

/** A job that failed and waits for its next try is tried now; what it has failed so far stays counted. */
export const retryJob: CommandHandler<'retry-job'> = (step, command) => {
  const { token, job } = openJob(step, command.token, null);
  if (job.lease_until !== null && job.lease_until > step.now) throw new Rejection('job-running');
  if (job.state !== 'ready') throw new Rejection('job-waiting');
  step.instance.jobs.put({ ...job, due_at: step.now });
  step.record(token, 'resumed');
};
