import { openIncident } from '../run/incident.ts';
import { Rejection } from '../run/failure.ts';
import { throwError } from '../run/throw-error.ts';
import type { CommandHandler } from './apply.ts';
import { openTask, runningJob } from './open-work.ts';

/** A job, or a task that people do in its place, ended with an error of its contract. Nobody catches it: incident `uncaught-error`. */
export const throwErrorCommand: CommandHandler<'throw-error'> = (step, command) => {
  const open = step.instance.userTasks.get(command.token) ? openTask(step, command.token) : runningJob(step, command.token, command.fence);
  if (command.errorCode === '') throw new Rejection('command-unknown');
  if (throwError(step, open.token, command.errorCode, command.variables ?? {})) return;
  openIncident(step, open.token, {
    phase: 'job',
    code: 'uncaught-error',
    message: `expected a boundary event for error ${command.errorCode.slice(0, 100)}, got none`,
    detail: {},
  });
  return 'incident';
};
