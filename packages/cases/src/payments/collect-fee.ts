import { ConnectorError, type CapabilityAnswer } from '@einwohnerportal/connectors';
import type { ClaimedJob } from '@einwohnerportal/engine';
import type pg from 'pg';
import { due } from '../catalogue/calendar.ts';
import type { Binding, CapabilityContract, PaymentChoice } from '../catalogue/types.ts';
import { uuidOf } from '../ids.ts';
import { resolveInputs } from '../worker/job-case.ts';
import type { JobCase, PlatformAnswer, WorkerContext } from '../worker/types.ts';

type Waiting = Extract<CapabilityAnswer, { state: 'waiting' }>;

export interface FeeJob {
  context: WorkerContext;
  job: ClaimedJob;
  jobCase: JobCase;
  binding: Binding;
  now: string;
  /** Asks a connector to collect, under a key. */
  ask: (connector: string, idempotencyKey: string) => Promise<CapabilityAnswer>;
}

/**
 * fees.collect: the fee is asked for once, whatever the means. Where there is one means whose page stays open, it is prepared at once;
 * where the person may choose, or the page lapses soon, an attempt begins when they choose.
 */
export async function collectFee(work: FeeJob): Promise<PlatformAnswer> {
  const { binding, context, job, jobCase, now } = work;
  const paid = await settledAttempt(context, job);
  if (paid)
    return { state: 'done', outputs: { outcome: 'settled', reference: paid.provider_id, settledAt: paid.settled_at.toISOString() } };
  const choices: PaymentChoice[] = binding.choices ?? [{ connector: binding.connector!, means: 'online' }];
  for (const { connector } of choices)
    if (!context.connectors.has(connector))
      throw new ConnectorError('not-available', `expected connector ${connector} in this node, got none of that id`);
  const { zone } = context.catalogue().authorities.canton;
  const until = typeof job.inputs.within === 'string' ? plain(due(job.inputs.within, job.createdAt, () => false, zone)) : null;
  const demand = { context, job, jobCase, choices, now };
  const [only] = choices;
  if (choices.length === 1 && only && !context.payments.get(only.connector)?.uponChoice) {
    const answer = await work.ask(only.connector, job.idempotencyKey);
    if (answer.state === 'done') return answer;
    return prepared(demand, only.connector, answer, until);
  }
  if (until !== null && until <= now)
    return {
      state: 'done',
      outputs: { outcome: 'expired', reference: null, settledAt: null },
      write: (client) => endDemand(client, job, now),
    };
  return {
    state: 'waiting',
    until,
    data: { action: { kind: 'pay' } },
    write: async (client) => {
      await noteDemand(client, demand, until);
      // Somebody looked at a payment that did not fit and lets the machine try again.
      await client.query(
        `update cases.payments set state = 'open', look_at = $3 where case_id = $1 and demand = $2 and state = 'mismatched'`,
        [job.caseId, job.idempotencyKey, now],
      );
    },
  };
}

interface Demand {
  context: WorkerContext;
  job: ClaimedJob;
  jobCase: JobCase;
  choices: PaymentChoice[];
  now: string;
}

/** The provider made a payment: keep it with its page and let the job wait for the person to pay. */
function prepared(demand: Demand, connector: string, answer: Waiting, within: string | null): PlatformAnswer {
  const { job, now } = demand;
  const until = answer.until ?? within;
  if (answer.action?.kind !== 'pay') return { state: 'waiting', until, data: { action: answer.action } };
  const attempt = answer.action.data as unknown as Attempt;
  return {
    state: 'waiting',
    until,
    data: { action: { kind: 'pay' } },
    write: async (client) => {
      await noteDemand(client, demand, until && plain(until));
      await client.query(
        `update cases.payments set state = 'open', look_at = $3 where case_id = $1 and demand = $2 and state = 'mismatched'`,
        [job.caseId, job.idempotencyKey, now],
      );
      await noteAttempt(client, { caseId: job.caseId, demand: job.idempotencyKey, connector, stepKey: job.idempotencyKey, attempt, now });
    },
  };
}

/** What a connector tells of a payment that it made. */
export interface Attempt {
  paymentId: string;
  redirectUrl: string | null;
  attemptExpiresAt?: string | null;
  orderKey?: string | null;
}

export interface NewAttempt {
  caseId: string;
  demand: string;
  connector: string;
  stepKey: string;
  attempt: Attempt;
  now: string;
}

export const paymentIdOf = (stepKey: string): string => uuidOf(`payment ${stepKey}`);

/** Keeps an attempt of an open demand, once per key. Gives whether it is new. */
export async function noteAttempt(
  client: pg.PoolClient,
  { attempt, caseId, connector, demand, now, stepKey }: NewAttempt,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into cases.payments (payment_id, case_id, token, created_at, look_at, expires_at, amount, connector, provider_id, state, redirect_url, step_key, readers,
       demand, order_key, attempt_expires_at)
     select $1, d.case_id, d.token, $4, $4::timestamptz + interval '30 seconds', d.expires_at, d.amount, $5, $6, 'open', $7, $8, d.readers, d.demand, $9, $10
     from cases.payment_demands d where d.case_id = $2 and d.demand = $3 on conflict (case_id, step_key) do nothing`,
    [
      paymentIdOf(stepKey),
      caseId,
      demand,
      now,
      connector,
      attempt.paymentId,
      attempt.redirectUrl,
      stepKey,
      attempt.orderKey ?? null,
      attempt.attemptExpiresAt ?? null,
    ],
  );
  return (rowCount ?? 0) > 0;
}

async function noteDemand(client: pg.PoolClient, { choices, job, jobCase, now }: Demand, until: string | null): Promise<void> {
  await client.query(
    `insert into cases.payment_demands (case_id, demand, created_at, expires_at, amount, token, choices, readers) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (case_id, demand) do update set choices = excluded.choices where payment_demands.ended_at is null`,
    [
      job.caseId,
      job.idempotencyKey,
      now,
      until && plain(until),
      String(job.inputs.total),
      job.token,
      JSON.stringify(choices),
      ['applicant', jobCase.competent],
    ],
  );
}

/** Nobody is asked to pay any more; what is still open is closed with its provider. */
async function endDemand(client: pg.PoolClient, job: ClaimedJob, now: string): Promise<void> {
  await client.query('update cases.payment_demands set ended_at = $3 where case_id = $1 and demand = $2 and ended_at is null', [
    job.caseId,
    job.idempotencyKey,
    now,
  ]);
  await client.query(`update cases.payments set state = 'closing', look_at = $3 where case_id = $1 and demand = $2 and state = 'open'`, [
    job.caseId,
    job.idempotencyKey,
    now,
  ]);
}

async function settledAttempt(context: WorkerContext, job: ClaimedJob): Promise<{ provider_id: string; settled_at: Date } | null> {
  const { rows } = await context.pool.query<{ provider_id: string; settled_at: Date }>(
    `select provider_id, settled_at from cases.payments where case_id = $1 and demand = $2 and not surplus and settled_at is not null`,
    [job.caseId, job.idempotencyKey],
  );
  return rows[0] ?? null;
}

/** An instant without the name of its zone, as PostgreSQL reads it. */
const plain = (instant: string): string => instant.replace(/\[.*\]$/, '');

/** What a connector is asked: the contract's inputs and until when. */
export async function collectInputs(
  context: WorkerContext,
  contract: CapabilityContract,
  job: ClaimedJob,
  jobCase: JobCase,
  until: string | null,
): Promise<Record<string, unknown>> {
  return { ...(await resolveInputs(context, contract, job, jobCase)), ...(until ? { until } : {}) };
}
