import { inTransaction } from '../store/in-transaction.ts';
import type { WorkerContext } from '../worker/types.ts';
import type { PaymentRow } from './types.ts';

/** Who took the money: the counter is no provider that could be asked. */
export const COUNTER = 'counter';

/**
 * Makes payments of what was taken at counters, each once, and gives them to be settled: the fee as by any other means, what was paid online
 * meanwhile goes back.
 */
export async function takeCounterPayments(
  { pool }: WorkerContext,
  now: string,
  settle: (payment: PaymentRow, receipt: { at: string; settlementId: string }) => Promise<void>,
): Promise<number> {
  const { rows } = await pool.query<{ payment_id: string; at: Date; receipt_number: string }>(
    'select payment_id, at, receipt_number from cases.counter_payments where taken_at is null order by at limit 20',
  );
  for (const { payment_id: id, at, receipt_number: settlementId } of rows) {
    const payment = await inTransaction(pool, async (client) => {
      await client.query(
        `insert into cases.payments (payment_id, case_id, token, created_at, look_at, expires_at, amount, connector, provider_id, state, redirect_url, step_key, readers, demand)
         select p.payment_id, d.case_id, d.token, p.at, 'infinity', d.expires_at, p.amount, $2, p.payment_id::text, 'open', null, d.demand || '/counter', d.readers, d.demand
         from cases.counter_payments p join cases.payment_demands d on d.case_id = p.case_id and d.demand = p.demand where p.payment_id = $1
         on conflict do nothing`,
        [id, COUNTER],
      );
      const found = await client.query<PaymentRow>('select * from cases.payments where payment_id = $1', [id]);
      return found.rows[0];
    });
    if (payment) await settle(payment, { at: at.toISOString(), settlementId });
    await pool.query('update cases.counter_payments set taken_at = $2 where payment_id = $1', [id, now]);
  }
  return rows.length;
}
