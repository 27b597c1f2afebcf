import type pg from 'pg';
import { inTransaction } from '../store/in-transaction.ts';
import { deliver } from '../worker/platform/put-in-inbox.ts';

/** Every answer to a request for deletion lies in the person's inbox, once. Gives how many were told now. */
export async function tellAnswers(pool: pg.Pool, now: string): Promise<number> {
  const { rows } = await pool.query<{ case_id: string; request_id: string; person_id: string; state: string; answer: string | null }>(
    `select r.case_id, r.request_id, r.person_id, r.state, r.answer from cases.deletion_requests r
     where r.state <> 'asked' and not exists (select 1 from cases.messages m where m.case_id = r.case_id and m.step_key = 'deletion ' || r.request_id) limit 200`,
  );
  for (const row of rows) {
    await inTransaction(pool, (client) =>
      deliver(client, {
        caseId: row.case_id,
        recipient: `person:${row.person_id}`,
        kind: `deletion-${row.state}`,
        stepKey: `deletion ${row.request_id}`,
        args: { words: row.answer ?? '' },
        now,
      }),
    );
  }
  return rows.length;
}
