import { iso } from '../case-view/view-case.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { financeOf } from './finance.ts';

export type MoneyView = 'open' | 'overdue' | 'paid' | 'refunded';

/** A fee that was asked for, as the finance office sees it: not who pays it. Amounts are decimal strings. */
export interface Fee {
  /** The attempt that counts; null: nobody has chosen how to pay. */
  payment: string | null;
  caseId: string;
  reference: string;
  service: string;
  authority: string;
  amount: string;
  currency: string;
  /** Means of payment; null like `payment`. */
  connector: string | null;
  state: 'open' | 'overdue' | 'lapsed' | 'written-off' | 'paid' | 'refunded';
  createdAt: string;
  dueAt: string | null;
  settledAt: string | null;
  refunded: string;
}

/** A credit of the bank that a person must look at. */
export interface Credit {
  key: string;
  amount: string;
  currency: string;
  /** ISO day. */
  bookedOn: string;
  reference: string | null;
  judged: string;
  payer: string | null;
  caseReference: string | null;
  authority: string;
}

/** Something the people of an authority decide about money. */
export interface MoneyAct {
  id: string;
  kind: 'refund' | 'write-off' | 'assign' | 'close';
  state: 'proposed' | 'confirmed' | 'refused' | 'done' | 'failed';
  reason: string;
  proposedAt: string;
  proposedBy: { name: string; me: boolean };
  decidedBy: string | null;
  payment: string | null;
}

interface FeeRow {
  payment_id: string | null;
  case_id: string;
  reference: string;
  service: string;
  service_hash: string;
  authority: string;
  amount: string;
  currency: string;
  connector: string | null;
  state: Fee['state'];
  created_at: Date;
  due_at: Date | null;
  settled_at: Date | null;
  refunded: string;
}

/** Fees of the authorities whose money the person sees, the latest first; at most 200. */
export async function listMoney(scope: Scope, view: MoneyView, lang: string): Promise<Fee[]> {
  return fees(scope, view, null, lang);
}

async function fees(scope: Scope, view: MoneyView | null, payment: string | null, lang: string): Promise<Fee[]> {
  const { rows } = await scope.client.query<FeeRow>('select * from cases.list_money($1, $2, $3, $4)', [
    financeOf(scope),
    view,
    scope.now,
    payment,
  ]);
  return rows.map((row) => ({
    payment: row.payment_id,
    caseId: row.case_id,
    reference: row.reference,
    service: scope.context.catalogue.service(row.service, row.service_hash).texts(lang)('service.title'),
    authority: row.authority,
    amount: row.amount,
    currency: row.currency,
    connector: row.connector,
    state: row.state,
    createdAt: iso(row.created_at),
    dueAt: row.due_at ? iso(row.due_at) : null,
    settledAt: row.settled_at ? iso(row.settled_at) : null,
    refunded: row.refunded,
  }));
}

/** Credits that nobody could match, of the person's authorities, oldest first. */
export async function listCredits(scope: Scope): Promise<Credit[]> {
  const { rows } = await scope.client.query<{
    entry_key: string;
    amount: string;
    currency: string;
    booked_on: string;
    reference: string | null;
    judged: string;
    payer: string | null;
    case_reference: string | null;
    authority: string;
  }>('select * from cases.list_credits($1)', [financeOf(scope)]);
  return rows.map((row) => ({
    key: row.entry_key,
    amount: row.amount,
    currency: row.currency,
    bookedOn: row.booked_on,
    reference: row.reference,
    judged: row.judged,
    payer: row.payer,
    caseReference: row.case_reference,
    authority: row.authority,
  }));
}

/** What waits for a second person, and of one payment everything that was decided; latest first. */
export async function listMoneyActs(scope: Scope, payment: string | null = null): Promise<MoneyAct[]> {
  const { principal } = requireSession(scope);
  const { rows } = await scope.client.query<
    Omit<MoneyAct, 'proposedAt' | 'proposedBy'> & { proposed_at: Date; proposed_by: string; proposed_name: string }
  >(
    `select act_id as id, kind, state, reason, proposed_at, proposed_by, proposed_name, decided_name as "decidedBy", payment_id as payment from cases.money_acts
     where authority = any ($1) and case when $2::uuid is null then state = 'proposed' else payment_id = $2 end order by proposed_at desc limit 100`,
    [financeOf(scope), payment],
  );
  return rows.map(({ proposed_at, proposed_by, proposed_name, ...act }) => ({
    ...act,
    proposedAt: iso(proposed_at),
    proposedBy: { name: proposed_name, me: proposed_by === principal },
  }));
}

/** One fee with what was decided about it; null: none of the person's authorities. */
export async function readFee(scope: Scope, payment: string, lang: string): Promise<{ fee: Fee; acts: MoneyAct[] } | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(payment)) return null;
  const [fee] = await fees(scope, null, payment, lang);
  return fee ? { fee, acts: await listMoneyActs(scope, payment) } : null;
}
