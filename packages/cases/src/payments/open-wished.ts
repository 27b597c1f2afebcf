import { inTransaction } from '../store/in-transaction.ts';
import { readJobCase } from '../worker/job-case.ts';
import type { WorkerContext } from '../worker/types.ts';
import { askConnector, readWaitingJob } from './ask-connector.ts';
import { noteAttempt, type Attempt } from './collect-fee.ts';
import { keepInvoice } from './invoice.ts';

interface WishRow {
  wish_id: string;
  case_id: string;
  means: string;
}

interface DemandRow {
  demand: string;
  token: number;
  expires_at: Date | null;
  amount: string;
  /** Attempts by this means so far. */
  tried: number;
  /** One by this means can still be paid, for two minutes at least. */
  usable: boolean;
}

/** Prepares payments by the means that persons chose. Gives the number of wishes looked at. */
export async function openWished(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<WishRow>('select wish_id, case_id, means from cases.payment_wishes order by wish_id limit 20');
  await Promise.all(rows.map((wish) => openOne(context, wish, now)));
  return rows.length;
}

async function openOne(context: WorkerContext, wish: WishRow, now: string): Promise<void> {
  const demand = await readDemand(context, wish, now);
  let trouble: string | null = null;
  if (demand && !demand.usable) {
    try {
      await begin(context, wish, demand, now);
    } catch (error) {
      trouble = wish.means;
      context.log.warn({ caseId: wish.case_id, code: (error as { code?: string }).code ?? 'failed' }, 'payment not prepared');
    }
  }
  await inTransaction(context.pool, async (client) => {
    if (demand)
      await client.query(
        'update cases.payment_demands set trouble = $3 where case_id = $1 and demand = $2 and trouble is distinct from $3',
        [wish.case_id, demand.demand, trouble],
      );
    await client.query('delete from cases.payment_wishes where wish_id = $1', [wish.wish_id]);
  });
}

async function readDemand(context: WorkerContext, wish: WishRow, now: string): Promise<DemandRow | null> {
  const { rows } = await context.pool.query<DemandRow>(
    `select d.demand, d.token, d.expires_at, d.amount,
       (select count(*)::int from cases.payments p where p.case_id = d.case_id and p.demand = d.demand and p.connector = $2) as tried,
       exists (select 1 from cases.payments p where p.case_id = d.case_id and p.demand = d.demand and p.connector = $2 and p.state = 'open'
         and (p.attempt_expires_at is null or p.attempt_expires_at > $3::timestamptz + interval '2 minutes')) as usable
     from cases.payment_demands d
     where d.case_id = $1 and d.choices @> jsonb_build_array(jsonb_build_object('connector', $2::text)) and d.ended_at is null and (d.expires_at is null or d.expires_at > $3) order by d.created_at desc limit 1`,
    [wish.case_id, wish.means, now],
  );
  return rows[0] ?? null;
}

async function begin(context: WorkerContext, { case_id: caseId, means }: WishRow, demand: DemandRow, now: string): Promise<void> {
  const job = await readWaitingJob(context, caseId, demand.token);
  if (!job) return;
  const jobCase = await readJobCase(context, caseId);
  // Two nodes that take the same wish count the same attempts, hence ask for the same payment.
  const stepKey = `${demand.demand}/${means}/${demand.tried}`;
  const until = demand.expires_at?.toISOString() ?? null;
  const answer = await askConnector(context, { job, jobCase, connector: means, idempotencyKey: stepKey, until });
  if (answer.state !== 'waiting' || answer.action?.kind !== 'pay') return;
  const attempt = answer.action.data as unknown as Attempt;
  const invoice = await keepInvoice(context, {
    job,
    jobCase,
    connector: means,
    stepKey,
    reference: attempt.paymentId,
    amount: demand.amount,
    until,
    now,
  });
  await inTransaction(context.pool, async (client) => {
    const isNew = await noteAttempt(client, { caseId, demand: demand.demand, connector: means, stepKey, attempt, now });
    if (isNew) await invoice?.(client);
  });
}
