import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { noteAct } from '../representation/note-act.ts';
import { takesPart } from '../request/mine.ts';
import { withSession } from '../request/scope.ts';
import type { CasesContext, Scope } from '../types.ts';
import { loadCase } from './load-cases.ts';

/** How long a page waits for the provider's answer, in milliseconds; then it shows what is true. */
const PATIENCE_MS = 2_000;

/**
 * The browser came back from the payment page: asks the worker to look at the provider now, and waits a moment for what it finds.
 * Says nothing about the payment itself.
 */
export async function noteReturnFromPayment(context: CasesContext, secret: string | null, reference: string): Promise<void> {
  await hint(context, secret, reference);
  const until = performance.now() + PATIENCE_MS;
  for (let wait = 20; performance.now() < until; wait = Math.min(wait * 2, 200)) {
    await pause(wait);
    if (!(await stillOpen(context, secret, reference))) return;
  }
}

/** True until the payment has ended and the machine has taken its step. */
async function stillOpen(context: CasesContext, secret: string | null, reference: string): Promise<boolean> {
  return withSession(context, secret, async ({ client }) => {
    const { rowCount } = await client.query(
      `select 1 from cases.payments p join cases.cases c using (case_id) where c.reference = $1 and ${takesPart('c')} and p.state in ('open', 'settled')
         and exists (select 1 from engine.job j where j.case_id = p.case_id and j.token_no = p.token and j.state = 'suspended')`,
      [reference],
    );
    return (rowCount ?? 0) > 0;
  });
}

/** How long a page waits until what somebody chose is prepared, in milliseconds. */
const PREPARING_MS = 6_000;

/**
 * The person chose how to pay: the machine prepares it, and the page waits a moment. What came of it stands in the view of the case. A choice
 * that is not offered changes nothing.
 */
export async function choosePayment(context: CasesContext, secret: string | null, reference: string, means: string): Promise<void> {
  const wish = await withSession(context, secret, async (scope) => {
    const row = await loadCase(scope, reference);
    const demand = row?.demands.find((each) => each.ended_at === null);
    if (!row || !demand?.choices.some((choice) => choice.connector === means)) return null;
    const { rows } = await scope.client.query<{ wish_id: string }>(
      'insert into cases.payment_wishes (case_id, means) values ($1, $2) returning wish_id',
      [row.case_id, means],
    );
    await noteAct(scope, row.case_id, 'payment', means);
    await scope.client.query(`select pg_notify('payment_hint', '')`);
    return rows[0]!.wish_id;
  });
  if (wish === null) return;
  const until = performance.now() + PREPARING_MS;
  for (let wait = 20; performance.now() < until; wait = Math.min(wait * 2, 200)) {
    await pause(wait);
    const gone = await withSession(context, secret, async ({ client }) => {
      const { rowCount } = await client.query('select 1 from cases.payment_wishes where wish_id = $1', [wish]);
      return !rowCount;
    });
    if (gone) return;
  }
}

/** Somebody leaves for the page of the provider: who does it for another person is noted with the payments that wait there. */
export async function noteLeavingToPay(scope: Scope, reference: string): Promise<void> {
  if (!scope.session?.acting) return;
  const row = await loadCase(scope, reference);
  for (const { id, redirect_url: address } of row?.payments.filter(({ state }) => state === 'open') ?? [])
    if (address !== null) await noteAct(scope, row!.case_id, 'payment', id);
}

async function hint(context: CasesContext, secret: string | null, reference: string): Promise<void> {
  await withSession(context, secret, async (scope) => {
    const row = await loadCase(scope, reference);
    if (!row) return;
    await scope.client.query(
      `insert into cases.payment_hints (provider_id) select provider_id from cases.payments p where p.case_id = $1 and p.state = 'open' and ${takesPart('p')}`,
      [row.case_id],
    );
    await scope.client.query(`select pg_notify('payment_hint', '')`);
  });
}

/** How old a signed callback may be before it counts as replayed, in seconds. */
const TOLERANCE_S = 300;

/**
 * A provider's callback `{paymentId}`, signed `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. Even a good one is only a hint: the
 * worker asks the provider itself, so that forged, doubled, late or lost callbacks change nothing.
 */
export async function noteCallback(
  context: CasesContext,
  secret: string,
  body: string,
  signature: string,
): Promise<'accepted' | 'refused'> {
  const parts = new Map(signature.split(',').map((part) => part.split('=', 2) as [string, string]));
  const at = Number(parts.get('t'));
  const given = Buffer.from(parts.get('v1') ?? '', 'hex');
  const wanted = createHmac('sha256', secret)
    .update(`${parts.get('t')}.${body}`)
    .digest();
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'refused';
  if (!Number.isFinite(at) || Math.abs(Date.now() / 1000 - at) > TOLERANCE_S) return 'refused';
  const paymentId = readPaymentId(body);
  if (!paymentId) return 'refused';
  await noteHint(context, paymentId);
  return 'accepted';
}

/** A call at an address that only the provider was given (`/payments/callback/<key>/<proof>`): a hint as well, whatever it says. */
export async function noteCallbackAddress(
  context: CasesContext,
  secret: string,
  key: string,
  proof: string,
): Promise<'accepted' | 'refused'> {
  const wanted = createHmac('sha256', secret).update(`callback ${key}`).digest('hex').slice(0, 32);
  if (!/^[0-9a-f]{32}$/.test(key) || proof.length !== wanted.length || !timingSafeEqual(Buffer.from(proof), Buffer.from(wanted)))
    return 'refused';
  await noteHint(context, key);
  return 'accepted';
}

async function noteHint(context: CasesContext, id: string): Promise<void> {
  await withSession(context, null, async ({ client }) => {
    await client.query('insert into cases.payment_hints (provider_id) values ($1)', [id]);
    await client.query(`select pg_notify('payment_hint', '')`);
  });
}

function readPaymentId(body: string): string | null {
  try {
    const { paymentId } = JSON.parse(body) as { paymentId?: unknown };
    return typeof paymentId === 'string' && paymentId.length <= 100 ? paymentId : null;
  } catch {
    return null;
  }
}
