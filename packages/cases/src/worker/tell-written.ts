import type pg from 'pg';
import { inTransaction } from '../store/in-transaction.ts';
import { hasNoInbox, linesOfCase, queueLetter } from '../letters/by-letter.ts';
import { queueAlert } from './platform/put-in-inbox.ts';
import { alertOffice } from './step-alerts.ts';
import type { WorkerContext } from './types.ts';

interface UntoldRow {
  message_id: string;
  case_id: string;
  recipient: string;
  /** The question of a step that has an alert of its own. */
  question: boolean;
  authority: string;
  office: string;
  applicant_name: string;
}

/**
 * Every written message gets one alert to whoever it is for: that there is something to read, never what. Who has no account gets it by post;
 * where no address is known the office learns that it reaches nobody.
 */
export async function tellWritten(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<UntoldRow>(
    `select m.message_id, m.case_id, m.recipient, m.step_key like 'question %' as question, c.authority, c.office, c.applicant_name
     from cases.messages m join cases.cases c using (case_id) where m.kind = 'written' and m.told_at is null order by m.at limit 200`,
  );
  for (const row of rows) {
    const { message_id: id, case_id: caseId, recipient, question } = row;
    await inTransaction(context.pool, async (client) => {
      const { rowCount } = await client.query(`update cases.messages set told_at = $2 where message_id = $1 and told_at is null`, [
        id,
        now,
      ]);
      if (!rowCount) return;
      if (recipient.startsWith('person:') && (await hasNoInbox(client, caseId))) await onPaper(context, client, row, now);
      if (question) return;
      const alert = { caseId, stepKey: `written ${id}`, now, alertAt: now };
      if (recipient.startsWith('person:')) await queueAlert(client, { ...alert, recipient, kind: 'written' });
      else await alertOffice(context, client, recipient, { ...alert, kind: 'office-written' });
    });
  }
  return rows.length;
}

async function onPaper(context: WorkerContext, client: pg.PoolClient, row: UntoldRow, now: string): Promise<void> {
  const { message_id: messageId, case_id: caseId, authority } = row;
  const stepKey = `written ${messageId}`;
  const address = await linesOfCase(context, caseId, row.applicant_name);
  if (address) await queueLetter(client, { caseId, authority, stepKey, address, documents: [], messageId, now });
  else await alertOffice(context, client, row.office, { caseId, kind: 'office-unread', stepKey, now, alertAt: now });
}
