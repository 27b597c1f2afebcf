import type pg from 'pg';
import { COUNTER } from './take-counter-payments.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { WorkerContext } from '../worker/types.ts';
import type { PaymentRow } from './types.ts';

export interface RefundRequest {
  payment: Pick<PaymentRow, 'payment_id' | 'case_id'>;
  /** Decimal string. */
  amount: string;
  /** Once for each key. */
  key: string;
  /** Why: `double`, `late`, `over`, an outcome of the case, or a text key. */
  reason: string;
  at: string;
}

/** Notes that money shall go back. Never more altogether than was paid: what goes beyond is not noted. Gives whether it was noted. */
export async function requestRefund(client: pg.PoolClient, { amount, at, key, payment, reason }: RefundRequest): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into cases.refunds (refund_key, case_id, payment_id, requested_at, look_at, amount, reason, state)
     select $1, p.case_id, p.payment_id, $4, $4, $3::numeric, $5, 'due' from cases.payments p
     where p.payment_id = $2 and p.settled_at is not null and $3::numeric > 0
       and $3::numeric <= p.amount - coalesce((select sum(r.amount) from cases.refunds r where r.payment_id = p.payment_id and r.state <> 'impossible'), 0)
     on conflict (refund_key) do nothing`,
    [key, payment.payment_id, amount, at, reason],
  );
  return (rowCount ?? 0) > 0;
}

interface RefundRow extends PaymentRow {
  refund_key: string;
  refund_amount: string;
  attempts: number;
}

/** Pays back what is due, each once: the attempt is counted before the provider is asked, and every ask carries the same key. */
export async function runRefunds(context: WorkerContext, now: string, key: string | null = null): Promise<number> {
  const { rows } = await context.pool.query<RefundRow>(
    `with taken as (
       update cases.refunds set attempts = attempts + 1, look_at = $1::timestamptz + interval '5 minutes'
       where refund_key in (select refund_key from cases.refunds where state = 'due' and (look_at <= $1 or refund_key = $2) and ($2::text is null or refund_key = $2) order by look_at limit 20 for update skip locked)
       returning refund_key, payment_id, amount, attempts
     )
     select p.*, t.refund_key, t.amount::text as refund_amount, t.attempts from taken t join cases.payments p using (payment_id)`,
    [now, key],
  );
  for (const refund of rows) await payBack(context, refund, now);
  return rows.length;
}

async function payBack(context: WorkerContext, refund: RefundRow, now: string): Promise<void> {
  // What was taken at a counter is given back there.
  if (refund.connector === COUNTER) return noteRefund(context, refund, 'by-hand', now);
  try {
    const told = await context.payments.get(refund.connector)?.refund({
      paymentId: refund.provider_id,
      settlementId: refund.settlement_id,
      amount: refund.refund_amount,
      currency: refund.currency,
      idempotencyKey: refund.refund_key,
      attempt: refund.attempts - 1,
    });
    if (told) await noteRefund(context, refund, told.outcome === 'refunded' ? 'paid' : 'by-hand', told.refundedAt ?? now);
  } catch (error) {
    context.log.warn({ caseId: refund.case_id, code: (error as { code?: string }).code ?? 'failed' }, 'refund not possible now');
  }
}

/** A provider that cannot pay back leaves it to the people of the authority, who see it in their list. */
async function noteRefund(
  context: WorkerContext,
  refund: Pick<RefundRow, 'payment_id' | 'refund_key'>,
  state: 'paid' | 'by-hand',
  at: string,
): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(
      `update cases.refunds set state = $2, refunded_at = case when $2 = 'paid' then $3::timestamptz end where refund_key = $1 and state in ('due', 'by-hand') and state <> $2`,
      [refund.refund_key, state, at],
    );
    if (rowCount) await followRefunds(client, refund.payment_id, at);
  });
}

/** Brings the state of a payment in line with its refunds: all back, some back, or a person must act. */
async function followRefunds(client: pg.PoolClient, paymentId: string, at: string): Promise<void> {
  await client.query(
    `update cases.payments p set refunded = s.paid,
       refunded_at = case when s.paid > 0 then coalesce(p.refunded_at, $2) end,
       state = case when s.paid >= p.amount then 'refunded' when s.by_hand then 'by-hand' when s.due then 'refunding' else 'settled' end
     from (select coalesce(sum(amount) filter (where state = 'paid'), 0) as paid, coalesce(bool_or(state = 'by-hand'), false) as by_hand, coalesce(bool_or(state = 'due'), false) as due
       from cases.refunds where payment_id = $1) s
     where p.payment_id = $1`,
    [paymentId, at],
  );
}

/** Somebody of the authority paid back by hand: noted with who it was. Gives whether there was something to note. */
export async function settleByHand(pool: pg.Pool, refundKey: string, now: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ payment_id: string }>(
      `update cases.refunds set state = 'paid', refunded_at = $2 where refund_key = $1 and state = 'by-hand' returning payment_id`,
      [refundKey, now],
    );
    if (!rows[0]) return false;
    await followRefunds(client, rows[0].payment_id, now);
    return true;
  });
}
