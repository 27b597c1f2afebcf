import type { WorkerLog } from '@einwohnerportal/cases';

/** Does `work` again and again, `ms` apart, never twice at once; a failure is logged as `what` and tried again at the next turn. */
export function every(ms: number, log: WorkerLog, what: string, work: () => Promise<unknown>): NodeJS.Timeout {
  let busy = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    work()
      .catch((error: { code?: string }) => log.warn({ code: error.code ?? 'failed' }, what))
      .finally(() => (busy = false));
  }, ms).unref();
}
