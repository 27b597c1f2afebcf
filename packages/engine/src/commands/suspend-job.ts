import type { CommandHandler } from './apply.ts';
import { runningJob } from './open-work.ts';

/** The job waits for the outside. At `until` a machine gets it again, with the data left here. */
export const suspendJob: CommandHandler<'suspend-job'> = (step, command) => {
  const { token, job } = runningJob(step, command.token, command.fence);
  step.instance.jobs.put({
    ...job,
    state: 'suspended',
    due_at: command.until ?? 'infinity',
    wait_until: command.until,
    lease_until: null,
    holder: null,
    data: { ...job.data, ...command.data },
  });
  step.record(token, 'suspended');
};
