import type pg from 'pg';
import { settleByHand } from './refunds.ts';

/** Money that a person of the authority must look at. */
export interface OpenMoney {
  /** Names it in `noteMoneyDone`. */
  key: string;
  /** What a credit turned out to be, or `pay-back`: a refund by hand. */
  what: string;
  amount: string;
  currency: string;
  /** ISO day. */
  on: string;
  reference: string | null;
  caseReference: string | null;
}

/** Credits that do not fit and refunds that no provider can make, oldest first. No names: they stand in the bank's own files. */
export async function listOpenMoney(pool: Pick<pg.Pool, 'query'>): Promise<OpenMoney[]> {
  const { rows } = await pool.query<OpenMoney>(
    `select b.entry_key as key, b.judged as what, b.amount::text, b.currency, b.booked_on::text as "on", b.reference, c.reference as "caseReference"
       from cases.bank_entries b left join cases.cases c using (case_id) where b.done_at is null
     union all
     select r.refund_key, 'pay-back', r.amount::text, p.currency, r.requested_at::date::text, p.provider_id, c.reference
       from cases.refunds r join cases.payments p using (payment_id) join cases.cases c on c.case_id = r.case_id where r.state = 'by-hand'
     order by "on", key limit 500`,
  );
  return rows;
}

/** Somebody has looked and acted: notes it, and forgets who paid. Gives whether something open had this key. */
export async function noteMoneyDone(pool: pg.Pool, key: string, note: string, now: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'update cases.bank_entries set done_at = $3, note = $2, payer = null where entry_key = $1 and done_at is null',
    [key, note.slice(0, 500), now],
  );
  return (rowCount ?? 0) > 0 || settleByHand(pool, key, now);
}
