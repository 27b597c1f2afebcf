import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { financeOf } from './finance.ts';
import { listCredits, readFee } from './read-money.ts';

/** Shortest reason, in characters. */
export const SHORTEST_MONEY_REASON = 5;

/** What somebody wants to do about money. `id` is a UUID, the same for the same wish. */
export type MoneyWish = FeeWish | CreditWish;

interface FeeWish {
  id: string;
  reason: string;
  kind: 'refund' | 'write-off';
  payment: string;
}

interface CreditWish {
  id: string;
  reason: string;
  kind: 'assign' | 'close';
  /** Key of the entry of the bank. */
  credit: string;
  /** For `assign`: number of the case. */
  reference: string;
}

/**
 * Notes a wish about money. A refund and a write-off wait for a second person; a credit is assigned to the invoice of a case, or closed, at once.
 * `state`: the fee is not in a state for it; `reference`: no case of the authority with this number waits for an invoice.
 */
export async function wishMoney(scope: Scope, wish: MoneyWish): Promise<'done' | 'not-found' | 'reason' | 'state' | 'reference'> {
  if (wish.reason.trim().length < SHORTEST_MONEY_REASON || wish.reason.trim().length > 500) return 'reason';
  if ('payment' in wish) {
    const found = await readFee(scope, wish.payment, 'de');
    if (!found) return 'not-found';
    const { fee, acts } = found;
    const fits = wish.kind === 'refund' ? fee.state === 'paid' : fee.state === 'open' || fee.state === 'overdue';
    if (!fits || acts.some(({ state }) => state === 'proposed' || state === 'confirmed')) return 'state';
    await write(scope, wish, { authority: fee.authority, caseId: fee.caseId, payment: wish.payment, credit: null, state: 'proposed' });
    return 'done';
  }
  const credit = (await listCredits(scope)).find(({ key }) => key === wish.credit);
  if (!credit) return 'not-found';
  if (wish.kind === 'close') {
    await write(scope, wish, { authority: credit.authority, caseId: null, payment: null, credit: credit.key, state: 'confirmed' });
    return 'done';
  }
  if (credit.judged !== 'unknown') return 'state';
  const { rows } = await scope.client.query<{ payment_id: string; case_id: string; authority: string }>(
    'select * from cases.open_invoice($1)',
    [wish.reference.trim().toUpperCase()],
  );
  const [invoice] = rows;
  if (!invoice || !financeOf(scope).includes(invoice.authority)) return 'reference';
  await write(scope, wish, {
    authority: invoice.authority,
    caseId: invoice.case_id,
    payment: invoice.payment_id,
    credit: credit.key,
    state: 'confirmed',
  });
  return 'done';
}

interface Written {
  authority: string;
  caseId: string | null;
  payment: string | null;
  credit: string | null;
  state: 'proposed' | 'confirmed';
}

async function write(scope: Scope, wish: MoneyWish, { authority, caseId, payment, credit, state }: Written): Promise<void> {
  const { displayName, principal } = requireSession(scope);
  await scope.client.query(
    `insert into cases.money_acts (act_id, case_id, payment_id, proposed_at, authority, kind, state, entry_key, reason, proposed_by, proposed_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (act_id) do nothing`,
    [wish.id, caseId, payment, scope.now, authority, wish.kind, state, credit, wish.reason.trim(), principal, displayName],
  );
}

/** A second person confirms or refuses. `own`: whoever wished it may not; `gone`: it is decided already, or not theirs. */
export async function decideMoney(scope: Scope, id: string, decision: 'confirmed' | 'refused'): Promise<'done' | 'own' | 'gone'> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return 'gone';
  const { displayName, principal } = requireSession(scope);
  const { rows } = await scope.client.query<{ own: boolean }>(
    `select proposed_by = $3 as own from cases.money_acts where act_id = $1 and state = 'proposed' and authority = any ($2) for update`,
    [id, financeOf(scope), principal],
  );
  if (!rows[0]) return 'gone';
  if (rows[0].own) return 'own';
  await scope.client.query(
    `update cases.money_acts set state = $2, decided_at = $3, decided_by = $4, decided_name = $5 where act_id = $1`,
    [id, decision, scope.now, principal, displayName],
  );
  return 'done';
}
