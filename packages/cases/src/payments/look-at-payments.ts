import { uuidOf } from '../ids.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { WorkerContext } from '../worker/types.ts';
import { openWished } from './open-wished.ts';
import { keepReceipts } from './receipts.ts';
import { requestRefund, runRefunds } from './refunds.ts';
import { retryCancelled } from './retry-cancelled.ts';
import { takeCounterPayments } from './take-counter-payments.ts';
import { orderedOf, type PaymentRow } from './types.ts';

/** How long after the end of an attempt money may still be found that was authorised in its last moment, in milliseconds. */
const LAST_LOOK_MS = 25 * 3_600_000;

/**
 * Looks at payments that somebody hinted at or whose time to look has come, and writes down what the provider says. The provider's
 * own answer is the truth; a callback is never believed. Gives the number of payments looked at.
 */
export async function lookAtPayments(context: WorkerContext, now: string): Promise<number> {
  const wished =
    (await openWished(context, now)) +
    (await takeCounterPayments(context, now, (payment, receipt) => settle(context, payment, receipt, now)));
  const { rows: hints } = await context.pool.query<{ provider_id: string }>('delete from cases.payment_hints returning provider_id');
  const { rows } = await context.pool.query<PaymentRow>(
    `select * from cases.payments where state in ('open', 'closing') and (look_at <= $1 or provider_id = any ($2) or order_key = any ($2)) order by look_at limit 50`,
    [now, hints.map((hint) => hint.provider_id)],
  );
  await Promise.all(rows.map((payment) => lookAtPayment(context, payment, now)));
  return wished + rows.length + (await runRefunds(context, now)) + (await keepReceipts(context, now));
}

async function lookAtPayment(context: WorkerContext, payment: PaymentRow, now: string): Promise<void> {
  const provider = context.payments.get(payment.connector);
  try {
    const closing = payment.state === 'closing';
    const told = await (closing
      ? provider?.expire(payment.provider_id, orderedOf(payment))
      : provider?.state(payment.provider_id, orderedOf(payment)));
    if (told?.state === 'settled' || told?.state === 'refunded')
      return await settle(context, payment, { at: told.settledAt ?? now, settlementId: told.settlementId }, now);
    if (told?.state === 'mismatched') return await noteMismatch(context, payment, now);
    if (closing && (told?.state !== 'pending' || lookedLongEnough(payment, now))) return await endAttempt(context, payment, 'expired');
    if (!closing && told?.state === 'expired') return await expire(context, payment, now);
    // A cancelled attempt is not the end: the person may try again until the period is over.
    if (!closing && told?.state === 'cancelled')
      return provider?.uponChoice ? await endAttempt(context, payment, 'cancelled') : await retryCancelled(context, payment, now);
  } catch (error) {
    context.log.warn({ caseId: payment.case_id, code: (error as { code?: string }).code ?? 'failed' }, 'payment provider did not answer');
  }
  // Looks become rarer: every half minute at first, every hour for old ones.
  await context.pool.query(
    `update cases.payments set look_at = $2::timestamptz + least(interval '1 hour', greatest(interval '30 seconds', ($2::timestamptz - created_at) / 4))
     where payment_id = $1`,
    [payment.payment_id, now],
  );
}

const lookedLongEnough = ({ attempt_expires_at: end, created_at: begun }: PaymentRow, now: string): boolean =>
  Date.parse(now) - (end ?? begun).getTime() > LAST_LOOK_MS;

/**
 * Money came. Inside one lock of the case it settles the fee, once; what comes a second time or after the end goes back. One transaction
 * with the command that lets the process go on.
 */
export async function settle(
  context: WorkerContext,
  payment: PaymentRow,
  { at, settlementId }: { at: string; settlementId: string | null },
  now: string,
): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<{ closed: boolean; ended: boolean; paid: boolean }>(
      `select c.closed_at is not null as closed, coalesce(d.ended_at is not null, false) as ended,
         exists (select 1 from cases.payments p where p.case_id = c.case_id and p.demand = $2 and p.settled_at is not null and not p.surplus) as paid
       from cases.cases c left join cases.payment_demands d on d.case_id = c.case_id and d.demand = $2 where c.case_id = $1 for no key update of c`,
      [payment.case_id, payment.demand],
    );
    const { closed = true, ended = true, paid = false } = rows[0] ?? {};
    const surplus = closed || ended || paid;
    const { rowCount } = await client.query(
      `update cases.payments set state = case when $4 then 'refunding' else 'settled' end, settled_at = $2, settlement_id = coalesce($3, provider_id), surplus = $4,
         receipt_due = case when not $4 then $5::timestamptz end
       where payment_id = $1 and state in ('open', 'closing')`,
      [payment.payment_id, at, settlementId, surplus, now],
    );
    if (!rowCount) return;
    if (surplus) {
      await requestRefund(client, {
        payment,
        amount: payment.amount,
        key: `surplus ${payment.step_key}`,
        reason: paid ? 'double' : 'late',
        at,
      });
      return;
    }
    await client.query('update cases.payment_demands set ended_at = $3 where case_id = $1 and demand = $2', [
      payment.case_id,
      payment.demand,
      at,
    ]);
    await client.query(`update cases.payments set state = 'closing', look_at = $3 where case_id = $1 and demand = $2 and state = 'open'`, [
      payment.case_id,
      payment.demand,
      at,
    ]);
    await goOn(context, client, payment, 'settled', at);
  });
}

type Client = Parameters<Parameters<typeof inTransaction>[1]>[0];

/** Id of the command by which a payment lets the process go on. */
export const commandOf = (outcome: 'settled' | 'expired', stepKey: string): string => uuidOf(`${outcome} ${stepKey}`);

async function goOn(
  context: WorkerContext,
  client: Client,
  payment: PaymentRow,
  outcome: 'settled' | 'expired',
  at: string,
): Promise<void> {
  await context.engine.enqueue(
    client,
    payment.case_id,
    commandOf(outcome, payment.step_key),
    {
      type: 'complete-job',
      token: payment.token,
      fence: null,
      variables: { outcome, reference: payment.provider_id, settledAt: outcome === 'settled' ? at : null },
    },
    { actor: 'machine' },
  );
}

/** Nobody can pay this attempt any more. Where it was the only way, the fee has lapsed. */
async function expire(context: WorkerContext, payment: PaymentRow, now: string): Promise<void> {
  if (context.payments.get(payment.connector)?.uponChoice) return endAttempt(context, payment, 'expired');
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(`update cases.payments set state = 'expired' where payment_id = $1 and state = 'open'`, [
      payment.payment_id,
    ]);
    if (!rowCount) return;
    await client.query('update cases.payment_demands set ended_at = $3 where case_id = $1 and demand = $2 and ended_at is null', [
      payment.case_id,
      payment.demand,
      now,
    ]);
    await goOn(context, client, payment, 'expired', now);
  });
}

async function endAttempt(context: WorkerContext, payment: PaymentRow, state: 'expired' | 'cancelled'): Promise<void> {
  await context.pool.query(`update cases.payments set state = $2 where payment_id = $1 and state in ('open', 'closing')`, [
    payment.payment_id,
    state,
  ]);
}

/** Another amount or currency than was ordered: nothing is taken, and the step stands as an incident until a person has looked. */
async function noteMismatch(context: WorkerContext, payment: PaymentRow, now: string): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(
      `update cases.payments set state = 'mismatched', look_at = $2 where payment_id = $1 and state in ('open', 'closing')`,
      [payment.payment_id, now],
    );
    if (!rowCount || payment.state === 'closing') return;
    await context.engine.enqueue(
      client,
      payment.case_id,
      uuidOf(`mismatch ${payment.step_key} ${now}`),
      {
        type: 'fail-job',
        token: payment.token,
        fence: null,
        code: 'amount-mismatch',
        message: 'expected the amount and currency that were ordered from the payment provider, got others',
        retryable: false,
      },
      { actor: 'machine' },
    );
  });
}
