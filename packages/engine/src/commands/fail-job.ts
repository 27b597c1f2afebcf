import { openIncident } from '../run/incident.ts';
import { addSeconds } from '../run/seconds.ts';
import type { CommandHandler } from './apply.ts';
import { runningJob } from './open-work.ts';

const LONGEST_PAUSE_SECONDS = 15 * 60;

/** Seconds until the next try after so many failures: 1, 4, 16, 64, 256, then a quarter of an hour. */
export function retryPause(failures: number): number {
  return Math.min(4 ** Math.max(0, failures - 1), LONGEST_PAUSE_SECONDS);
}

/** A job failed: tried again later, or, when retries are used up or make no sense, an incident `job-failed`. */
export const failJob: CommandHandler<'fail-job'> = (step, command) => {
  const { token, job } = runningJob(step, command.token, command.fence);
  const attempts = job.attempts + 1;
  const again = command.retryable && (command.retryUntilGivenUp === true || attempts <= job.retries);
  step.instance.jobs.put({
    ...job,
    attempts,
    state: 'ready',
    due_at: again ? addSeconds(step.now, retryPause(attempts)) : job.due_at,
    lease_until: null,
    wait_until: null,
    holder: null,
    last_code: command.code.slice(0, 100),
  });
  step.data = { code: command.code, attempts };
  if (again) {
    step.record(token, 'retried');
    return 'retried';
  }
  openIncident(step, token, { phase: 'job', code: 'job-failed', message: `${command.code}: ${command.message}`.slice(0, 500), detail: {} });
  return 'incident';
};
