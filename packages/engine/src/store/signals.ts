import type { Queryable, Variables } from '../types.ts';
import { WORK_CHANNEL } from './enqueue.ts';

/**
 * Puts a signal into the queue of every case that waits for it now. Only rows of the queue are written: no lock of another case is
 * taken. Same id: once.
 * @returns how many cases.
 */
export async function spreadSignal(
  client: Queryable,
  signalId: string,
  signal: string,
  variables: Variables,
  except: string | null,
): Promise<number> {
  const { rows } = await client.query(
    `with queued as (
       insert into engine.work (case_id, command_id, command)
       select distinct case_id, $1, $2::jsonb from engine.subscription
       where kind = 'signal' and name = $3 and case_id is distinct from $4::uuid on conflict do nothing returning 1)
     select count(*)::integer as cases, pg_notify('${WORK_CHANNEL}', '') from queued`,
    [signalId, JSON.stringify({ type: 'broadcast', signal, variables }), signal, except],
  );
  return (rows[0] as { cases: number }).cases;
}
