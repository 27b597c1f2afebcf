import { setTimeout as pause } from 'node:timers/promises';
import { createLane, sweep, workOnce } from '../worker/run-worker.ts';
import type { WorkerContext } from '../worker/types.ts';

/** Does what a page does while the machine works; see `Stage`. */
export async function whileWorking<T>(context: WorkerContext, act: () => Promise<T>): Promise<T> {
  let over = false;
  const acting = act().finally(() => (over = true));
  // Told to the caller below; until then nobody listens.
  acting.catch(() => {});
  while (!over) if ((await workRound(context)) === 0) await pause(5);
  return acting;
}

async function workRound(context: WorkerContext): Promise<number> {
  const lane = createLane();
  const done = await workOnce(context, lane);
  await Promise.all(lane.running.values());
  return done;
}

/** Works until two rounds in a row found nothing. Throws when that does not happen within 500 rounds. */
export async function settle(context: WorkerContext): Promise<void> {
  for (let idle = 0, rounds = 0; idle < 2; rounds++) {
    if (rounds > 500) throw new Error('expected the machine to come to rest, got 500 rounds of work');
    const done = await workRound(context);
    if (done === 0) await sweep(context);
    idle = done === 0 ? idle + 1 : 0;
  }
}

/** Next instant after `now` at which something becomes due, or null. */
export async function nextDue(context: WorkerContext, now: string): Promise<string | null> {
  const { rows } = await context.pool.query<{ at: Date | null }>(
    `select least(
       (select min(due_at) from cases.alerts where state = 'queued' and due_at > $1),
       (select min(look_at) from cases.refunds where state = 'due' and look_at > $1),
       (select min(look_at) from cases.payments where state in ('open', 'closing') and look_at > $1)) as at`,
    [now],
  );
  const engine = await context.engine.nextDueAt();
  const candidates = [rows[0]?.at?.toISOString(), engine].filter((at): at is string => at !== null && at !== undefined && at > now);
  return candidates.sort()[0] ?? null;
}
