import type { CapabilityAnswer } from '@einwohnerportal/connectors';
import type { ClaimedJob } from '@einwohnerportal/engine';
import { due } from '../catalogue/calendar.ts';
import { uuidOf } from '../ids.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { readJobCase } from './job-case.ts';
import type { JobCase, PlatformAnswer, WorkerContext } from './types.ts';

type Waiting = Extract<CapabilityAnswer, { state: 'waiting' }>;

/** The provider made a payment: keep it with its page and let the job wait for the person to pay. */
export async function openPayment(
  context: WorkerContext,
  job: ClaimedJob,
  jobCase: JobCase,
  { connector, answer, now }: { connector: string; answer: Waiting; now: string },
): Promise<PlatformAnswer> {
  const { zone } = context.catalogue().authorities.canton;
  const until = answer.until ?? (typeof job.inputs.within === 'string' ? due(job.inputs.within, job.createdAt, () => false, zone) : null);
  const data = answer.action?.data ?? {};
  if (answer.action?.kind !== 'pay') return { state: 'waiting', until, data: { action: answer.action } };
  const { paymentId, redirectUrl } = data as { paymentId: string; redirectUrl: string };
  return {
    state: 'waiting',
    until,
    data: { action: { kind: 'pay' } },
    write: async (client) => {
      await client.query(
        `insert into cases.payments (payment_id, case_id, token, created_at, look_at, expires_at, amount, connector, provider_id, state, redirect_url, step_key, readers)
         values ($1, $2, $3, $4, $4::timestamptz + interval '30 seconds', $5, $6, $7, $8, 'open', $9, $10, $11) on conflict (case_id, step_key) do nothing`,
        [
          uuidOf(`payment ${job.idempotencyKey}`),
          job.caseId,
          job.token,
          now,
          until?.replace(/\[.*\]$/, '') ?? null,
          String(job.inputs.total),
          connector,
          paymentId,
          redirectUrl,
          job.idempotencyKey,
          ['applicant', jobCase.competent],
        ],
      );
    },
  };
}

interface PaymentRow {
  payment_id: string;
  case_id: string;
  token: number;
  created_at: Date;
  expires_at: Date | null;
  amount: string;
  connector: string;
  provider_id: string;
  state: string;
  step_key: string;
}

/**
 * Looks at payments that somebody hinted at or whose time to look has come, and writes down what the provider says. The provider's
 * own answer is the truth; a callback is never believed. Gives the number of payments looked at.
 */
export async function lookAtPayments(context: WorkerContext, now: string): Promise<number> {
  const { rows: hints } = await context.pool.query<{ provider_id: string }>('delete from cases.payment_hints returning provider_id');
  const { rows } = await context.pool.query<PaymentRow>(
    `select * from cases.payments where state = 'open' and (look_at <= $1 or provider_id = any ($2)) order by look_at limit 50`,
    [now, hints.map((hint) => hint.provider_id)],
  );
  await Promise.all(rows.map((payment) => lookAtPayment(context, payment, now)));
  return rows.length + (await refundPayments(context, now));
}

async function lookAtPayment(context: WorkerContext, payment: PaymentRow, now: string): Promise<void> {
  const provider = context.payments.get(payment.connector);
  try {
    const told = await provider?.state(payment.provider_id, { total: payment.amount, currency: 'CHF', idempotencyKey: payment.step_key });
    if (told?.state === 'settled') return await end(context, payment, 'settled', told.settledAt ?? now);
    if (told?.state === 'expired') return await end(context, payment, 'expired', now);
    // A cancelled attempt is not the end: the person may try again until the period is over.
    if (told?.state === 'cancelled') return await openAgain(context, payment, now);
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

/** The payment has ended for good: one transaction notes it and lets the process go on. */
async function end(context: WorkerContext, payment: PaymentRow, outcome: 'settled' | 'expired', at: string): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(
      `update cases.payments set state = $3, settled_at = case when $3 = 'settled' then $2::timestamptz end where payment_id = $1 and state = 'open'`,
      [payment.payment_id, at, outcome],
    );
    if (!rowCount) return;
    const settledAt = outcome === 'settled' ? at : null;
    await context.engine.enqueue(
      client,
      payment.case_id,
      uuidOf(`${outcome} ${payment.step_key}`),
      {
        type: 'complete-job',
        token: payment.token,
        fence: null,
        variables: { outcome, reference: payment.provider_id, settledAt },
      },
      { actor: 'machine' },
    );
  });
}

/** A cancelled payment gives way to a new one for the same step; its key is made from the old, so a repeat makes no third. */
async function openAgain(context: WorkerContext, payment: PaymentRow, now: string): Promise<void> {
  const { rows } = await context.pool.query<{ inputs: Record<string, unknown> }>(
    'select inputs from engine.job where case_id = $1 and token_no = $2',
    [payment.case_id, payment.token],
  );
  const connector = context.connectors.get(payment.connector);
  if (!rows[0] || !connector) return;
  const jobCase = await readJobCase(context, payment.case_id);
  const idempotencyKey = `${payment.step_key}/again`;
  const answer = await connector.call({
    capability: 'fees.collect',
    idempotencyKey,
    inputs: rows[0].inputs,
    signal: AbortSignal.timeout(10_000),
    context: {
      caseId: payment.case_id,
      reference: jobCase.reference,
      authority: jobCase.authority,
      bfs: null,
      service: jobCase.service,
      language: jobCase.language,
    },
  });
  if (answer.state !== 'waiting' || answer.action?.kind !== 'pay') return;
  const { paymentId, redirectUrl } = answer.action.data as { paymentId: string; redirectUrl: string };
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(`update cases.payments set state = 'cancelled' where payment_id = $1 and state = 'open'`, [
      payment.payment_id,
    ]);
    if (!rowCount) return;
    await client.query(
      `insert into cases.payments (payment_id, case_id, token, created_at, look_at, expires_at, amount, connector, provider_id, state, redirect_url, step_key, readers)
       select $2, case_id, token, $3, $3::timestamptz + interval '30 seconds', expires_at, amount, connector, $4, 'open', $5, $6, readers
       from cases.payments where payment_id = $1 on conflict do nothing`,
      [payment.payment_id, uuidOf(`payment ${idempotencyKey}`), now, paymentId, redirectUrl, idempotencyKey],
    );
  });
}

/** Pays back what a closed case promises to pay back (`fee.refund` of the service), once. */
async function refundPayments(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<PaymentRow>(
    `select * from cases.payments where state = 'refunding' and look_at <= $1 limit 20`,
    [now],
  );
  for (const payment of rows) {
    try {
      await context.payments.get(payment.connector)?.refund({
        paymentId: payment.provider_id,
        settlementId: payment.provider_id,
        amount: payment.amount,
        currency: 'CHF',
        idempotencyKey: `refund ${payment.step_key}`,
        attempt: 1,
      });
      await context.pool.query(`update cases.payments set state = 'refunded', refunded_at = $2 where payment_id = $1`, [
        payment.payment_id,
        now,
      ]);
    } catch (error) {
      context.log.warn({ caseId: payment.case_id, code: (error as { code?: string }).code ?? 'failed' }, 'refund not possible now');
      await context.pool.query(`update cases.payments set look_at = $2::timestamptz + interval '5 minutes' where payment_id = $1`, [
        payment.payment_id,
        now,
      ]);
    }
  }
  return rows.length;
}
