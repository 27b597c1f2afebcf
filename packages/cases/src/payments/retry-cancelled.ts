import { inTransaction } from '../store/in-transaction.ts';
import { readJobCase } from '../worker/job-case.ts';
import type { WorkerContext } from '../worker/types.ts';
import { askConnector, readWaitingJob } from './ask-connector.ts';
import { noteAttempt, type Attempt } from './collect-fee.ts';
import type { PaymentRow } from './types.ts';

/** A cancelled payment gives way to a new one for the same step; its key is made from the old, so a repeat makes no third. */
export async function retryCancelled(context: WorkerContext, payment: PaymentRow, now: string): Promise<void> {
  const job = await readWaitingJob(context, payment.case_id, payment.token);
  if (!job) return;
  const jobCase = await readJobCase(context, payment.case_id);
  const stepKey = `${payment.step_key}/again`;
  const answer = await askConnector(context, {
    job,
    jobCase,
    connector: payment.connector,
    idempotencyKey: stepKey,
    until: payment.expires_at?.toISOString() ?? null,
  });
  if (answer.state !== 'waiting' || answer.action?.kind !== 'pay') return;
  const attempt = answer.action.data as unknown as Attempt;
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(`update cases.payments set state = 'cancelled' where payment_id = $1 and state = 'open'`, [
      payment.payment_id,
    ]);
    if (rowCount)
      await noteAttempt(client, { caseId: payment.case_id, demand: payment.demand, connector: payment.connector, stepKey, attempt, now });
  });
}
