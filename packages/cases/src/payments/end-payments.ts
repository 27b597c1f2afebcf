import type pg from 'pg';
import { commandOf } from './look-at-payments.ts';
import { requestRefund } from './refunds.ts';
import type { PaymentRow } from './types.ts';

/**
 * The case is over: nobody pays any more, and money that still comes goes back. With `refund` what was paid goes back, and without it what
 * came so late that its step never took it.
 */
export async function endPayments(client: pg.PoolClient, caseId: string, refund: boolean, now: string): Promise<void> {
  await client.query('update cases.payment_demands set ended_at = $2 where case_id = $1 and ended_at is null', [caseId, now]);
  await client.query(`update cases.payments set state = 'closing', look_at = $2 where case_id = $1 and state in ('open', 'mismatched')`, [
    caseId,
    now,
  ]);
  const { rows } = await client.query<PaymentRow>(`select * from cases.payments where case_id = $1 and state = 'settled'`, [caseId]);
  for (const payment of rows) {
    if (!refund && (await wasTaken(client, payment))) continue;
    const rest = await client.query<{ rest: string }>(
      `select (p.amount - coalesce((select sum(r.amount) from cases.refunds r where r.payment_id = p.payment_id and r.state <> 'impossible'), 0))::text as rest
       from cases.payments p where p.payment_id = $1`,
      [payment.payment_id],
    );
    const noted = await requestRefund(client, {
      payment,
      amount: rest.rows[0]!.rest,
      key: `refund ${payment.step_key}`,
      reason: 'closed',
      at: now,
    });
    if (noted) await client.query(`update cases.payments set state = 'refunding' where payment_id = $1`, [payment.payment_id]);
  }
}

/** Whether the step that collected took the payment; a case that was withdrawn in that moment ends without. */
async function wasTaken(client: pg.PoolClient, payment: PaymentRow): Promise<boolean> {
  const { rows } = await client.query<{ result: string }>('select result from engine.event where case_id = $1 and command_id = $2', [
    payment.case_id,
    commandOf('settled', payment.step_key),
  ]);
  // Without an event the job itself found the payment settled.
  return rows[0]?.result !== 'rejected';
}
