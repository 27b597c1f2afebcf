import type pg from 'pg';
import { assignEntry } from '../payments/import-bank-file.ts';
import { commandOf } from '../payments/look-at-payments.ts';
import { requestRefund } from '../payments/refunds.ts';
import type { PaymentRow } from '../payments/types.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { WorkerContext } from '../worker/types.ts';

interface ActRow {
  act_id: string;
  kind: 'refund' | 'write-off' | 'assign' | 'close';
  payment_id: string | null;
  entry_key: string | null;
  reason: string;
  proposed_name: string;
}

/** Does what people of finance offices decided, each once; what does not fit any more fails visibly. Gives how many. */
export async function doMoneyActs(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<{ act_id: string }>(
    `select act_id from cases.money_acts where state = 'confirmed' order by proposed_at limit 20`,
  );
  for (const { act_id } of rows)
    await inTransaction(context.pool, async (client) => {
      const taken = await client.query<ActRow>(
        `select act_id, kind, payment_id, entry_key, reason, proposed_name from cases.money_acts where act_id = $1 and state = 'confirmed' for update`,
        [act_id],
      );
      const [act] = taken.rows;
      if (!act) return;
      const fits = await doAct(context, client, act, now);
      await client.query('update cases.money_acts set state = $2, done_at = $3 where act_id = $1', [act_id, fits ? 'done' : 'failed', now]);
    });
  return rows.length;
}

async function doAct(context: WorkerContext, client: pg.PoolClient, act: ActRow, now: string): Promise<boolean> {
  if (act.kind === 'assign') return assignEntry(client, act.entry_key!, act.payment_id!, now);
  if (act.kind === 'close') {
    const { rowCount } = await client.query(
      'update cases.bank_entries set done_at = $2, note = $3, payer = null where entry_key = $1 and done_at is null',
      [act.entry_key, now, `${act.proposed_name}: ${act.reason}`.slice(0, 500)],
    );
    return (rowCount ?? 0) > 0;
  }
  const { rows } = await client.query<PaymentRow & { rest: string }>(
    `select p.*, (p.amount - coalesce((select sum(r.amount) from cases.refunds r where r.payment_id = p.payment_id and r.state <> 'impossible'), 0))::text as rest
     from cases.payments p where p.payment_id = $1 for update`,
    [act.payment_id],
  );
  const payment = rows[0]!;
  if (act.kind === 'write-off') return writeOff(context, client, payment, now);
  if (payment.state !== 'settled') return false;
  const noted = await requestRefund(client, { payment, amount: payment.rest, key: `act ${act.act_id}`, reason: 'office', at: now });
  if (noted) await client.query(`update cases.payments set state = 'refunding' where payment_id = $1`, [payment.payment_id]);
  return noted;
}

/** The authority lets the fee go: nobody can pay any more, what still comes goes back, and the case goes on as if it were settled. */
async function writeOff(context: WorkerContext, client: pg.PoolClient, payment: PaymentRow, now: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update cases.payment_demands set ended_at = $3, written_off_at = $3 where case_id = $1 and demand = $2 and ended_at is null`,
    [payment.case_id, payment.demand, now],
  );
  if (!rowCount) return false;
  await client.query(
    `update cases.payments set state = 'closing', look_at = $3 where case_id = $1 and demand = $2 and state in ('open', 'mismatched')`,
    [payment.case_id, payment.demand, now],
  );
  await context.engine.enqueue(
    client,
    payment.case_id,
    commandOf('settled', `${payment.demand} written-off`),
    {
      type: 'complete-job',
      token: payment.token,
      fence: null,
      variables: { outcome: 'settled', reference: payment.provider_id, settledAt: now },
    },
    { actor: 'machine' },
  );
  return true;
}
