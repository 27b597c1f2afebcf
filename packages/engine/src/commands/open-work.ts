import { Rejection } from '../run/failure.ts';
import type { JobRow, TokenRow, UserTaskRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';

/** The token and its open job. @throws Rejection `job-not-open`, or `stale-fence` when another lease has been given since. */
export function openJob(step: Step, tokenNo: number, fence: number | null): { token: TokenRow; job: JobRow } {
  const token = step.instance.tokens.get(tokenNo);
  const job = step.instance.jobs.get(tokenNo);
  if (!token || !job) throw new Rejection('job-not-open');
  if (fence !== null && fence !== job.fence) throw new Rejection('stale-fence');
  return { token, job };
}

/**
 * The token and its job, which a machine is at. One that waits for a person because of an incident is nobody's: a late failure must not
 * give it out again beside the incident. @throws Rejection `job-not-open`, `stale-fence`
 */
export function runningJob(step: Step, tokenNo: number, fence: number | null): { token: TokenRow; job: JobRow } {
  const open = openJob(step, tokenNo, fence);
  if (open.job.state === 'failed') throw new Rejection('job-not-open');
  return open;
}

/** The token and its open task. @throws Rejection `task-not-open` */
export function openTask(step: Step, tokenNo: number): { token: TokenRow; task: UserTaskRow } {
  const token = step.instance.tokens.get(tokenNo);
  const task = step.instance.userTasks.get(tokenNo);
  if (!token || !task) throw new Rejection('task-not-open');
  return { token, task };
}
