import { inTransaction } from '../store/in-transaction.ts';
import { queueAlert } from './platform/put-in-inbox.ts';
import { alertOffice } from './step-alerts.ts';
import type { WorkerContext } from './types.ts';

interface UntoldRow {
  message_id: string;
  case_id: string;
  recipient: string;
  /** The question of a step that has an alert of its own. */
  question: boolean;
}

/** Every written message gets one alert to whoever it is for: that there is something to read, never what. */
export async function tellWritten(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<UntoldRow>(
    `select message_id, case_id, recipient, step_key like 'question %' as question from cases.messages where kind = 'written' and told_at is null order by at limit 200`,
  );
  for (const { message_id: id, case_id: caseId, recipient, question } of rows) {
    await inTransaction(context.pool, async (client) => {
      const { rowCount } = await client.query(`update cases.messages set told_at = $2 where message_id = $1 and told_at is null`, [
        id,
        now,
      ]);
      if (!rowCount || question) return;
      const alert = { caseId, stepKey: `written ${id}`, now, alertAt: now };
      if (recipient.startsWith('person:')) await queueAlert(client, { ...alert, recipient, kind: 'written' });
      else await alertOffice(context, client, recipient, { ...alert, kind: 'office-written' });
    });
  }
  return rows.length;
}
