import { PERSON, takesPart } from '../request/mine.ts';
import type { Scope } from '../types.ts';

export const COUNTER_MEANS = ['cash', 'card'] as const;
export type CounterMeans = (typeof COUNTER_MEANS)[number];

/** The fee of a captured case: open to be taken at the counter, or taken. Amounts are decimal strings in CHF. */
export type CounterFee =
  | { state: 'open'; amount: string }
  | { state: 'taken'; amount: string; means: CounterMeans; receiptNumber: string; at: string; by: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What a captured case costs and whether it was paid at the counter; null: nothing is asked for here. */
export async function readCounterFee(scope: Scope, captureId: string): Promise<CounterFee | null> {
  if (!UUID.test(captureId)) return null;
  const { rows: taken } = await scope.client.query<{
    amount: string;
    means: CounterMeans;
    receipt_number: string;
    at: Date;
    by_name: string;
  }>(
    `select p.amount::text, p.means, p.receipt_number, p.at, p.by_name from cases.counter_payments p join cases.captures k on k.case_id = p.case_id
     where k.capture_id = $1 and (p.by_person = ${PERSON} or ${takesPart('p')}) order by p.at limit 1`,
    [captureId],
  );
  if (taken[0]) {
    const { receipt_number: receiptNumber, by_name: by, at, ...rest } = taken[0];
    return { state: 'taken', ...rest, receiptNumber, by, at: at.toISOString() };
  }
  const { rows } = await scope.client.query<{ amount: string }>('select amount from cases.open_counter_fee($1)', [captureId]);
  return rows[0] ? { state: 'open', amount: rows[0].amount } : null;
}

/**
 * Notes that the fee of a captured case was paid at the counter, with the number of the till's receipt; the machine settles it. `id` is a UUID, the
 * same for the same wish.
 */
export async function payAtCounter(
  scope: Scope,
  captureId: string,
  paid: { id: string; means: string; receiptNumber: string },
): Promise<'done' | 'means' | 'receipt' | 'nothing'> {
  const means = COUNTER_MEANS.find((each) => each === paid.means);
  const receiptNumber = paid.receiptNumber.trim().normalize('NFC');
  if (!means) return 'means';
  if (receiptNumber === '' || receiptNumber.length > 40) return 'receipt';
  if (!UUID.test(captureId) || !UUID.test(paid.id)) return 'nothing';
  const { rows } = await scope.client.query<{ done: boolean }>('select cases.pay_at_counter($1, $2, $3, $4, $5) as done', [
    paid.id,
    captureId,
    means,
    receiptNumber,
    scope.now,
  ]);
  return rows[0]!.done ? 'done' : 'nothing';
}
