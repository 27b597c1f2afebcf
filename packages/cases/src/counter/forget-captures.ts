import type { WorkerContext } from '../worker/types.ts';

/** Captures that nobody sent in time: draft, name and what was told of the person go. Gives how many. */
export async function forgetCaptures({ pool }: WorkerContext, now: string): Promise<number> {
  const { rows } = await pool.query(
    `select cases.forget_capture(k.capture_id, $1) from (select capture_id from cases.captures
       where sent_at is null and dropped_at is null and until <= $1 order by until limit 200) k`,
    [now],
  );
  return rows.length;
}
