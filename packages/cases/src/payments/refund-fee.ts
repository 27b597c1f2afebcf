import { ConnectorError } from '@einwohnerportal/connectors';
import { inTransaction } from '../store/in-transaction.ts';
import type { PlatformCapability } from '../worker/types.ts';
import { requestRefund, runRefunds } from './refunds.ts';
import type { PaymentRow } from './types.ts';

/**
 * fees.refund: pays back a payment of the case, whole or in part, once for each step and never more than was paid. `impossible` where
 * nothing of that amount is left, or where an office pays it back by hand and sees it in its list.
 */
export const refundFee: PlatformCapability = async ({ context, job, now }) => {
  const { amount, reason, reference } = job.inputs as { amount: unknown; reason: unknown; reference: unknown };
  const { rows } = await context.pool.query<PaymentRow>(
    'select * from cases.payments where case_id = $1 and provider_id = $2 and settled_at is not null and not surplus',
    [job.caseId, String(reference)],
  );
  const impossible = { state: 'done' as const, outputs: { outcome: 'impossible', refundedAt: null } };
  const [payment] = rows;
  if (!payment) return impossible;
  await inTransaction(context.pool, (client) =>
    requestRefund(client, { payment, amount: String(amount), key: job.idempotencyKey, reason: String(reason), at: now }),
  );
  await runRefunds(context, now, job.idempotencyKey);
  const refund = await context.pool.query<{ state: string; refunded_at: Date | null }>(
    'select state, refunded_at from cases.refunds where refund_key = $1',
    [job.idempotencyKey],
  );
  const { refunded_at: refundedAt = null, state } = refund.rows[0] ?? { state: 'impossible' };
  if (state === 'due') throw new ConnectorError('not-available', 'expected the payment provider to pay back, got no answer');
  return state === 'paid' ? { state: 'done', outputs: { outcome: 'refunded', refundedAt: refundedAt?.toISOString() ?? now } } : impossible;
};
