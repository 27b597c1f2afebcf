import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { importBankFile } from '@einwohnerportal/cases';
import { readCamt } from '@einwohnerportal/connectors';
import { bankFile, credit } from '@einwohnerportal/connectors/bank-file';
import { startSystem, type System } from '../../support/system.ts';
import { answerAll, ANSWERS, openDraft, order, settle, toPayment, until } from './journey.ts';
import { fieldsOf, mainOf } from './markup.ts';
import { signedIn, tokenOf, type FormBrowser } from './visitor.ts';

let system: System;
before(async () => {
  system = await startSystem(['portal', 'worker', 'identity-provider']);
});
after(() => system.stop());
afterEach(async () => {
  await Promise.all([fault('register', 'none'), fault('payment', 'none')]);
});

async function fault(where: 'register' | 'payment', kind: string, delayMs?: number): Promise<void> {
  const answer = await fetch(`${system.url[where]}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, delayMs }),
  });
  assert.equal(answer.status, 200);
}

/** What the money of a case looks like in the end. */
async function money(reference: string): Promise<unknown> {
  const { rows } = await system.database.pool.query(
    `select (select count(*)::int from cases.fees f where f.case_id = c.case_id) as fees,
       (select count(*)::int from cases.payments p where p.case_id = c.case_id and p.state = 'settled' and p.settled_at is not null) as settled,
       (select count(*)::int from cases.payments p where p.case_id = c.case_id and p.state = 'open') as open
     from cases.cases c where reference = $1`,
    [reference],
  );
  return rows[0];
}
const PAID = { fees: 1, settled: 1, open: 0 };

const outcome = async (reference: string): Promise<string | null> =>
  (await system.database.pool.query<{ outcome: string | null }>('select outcome from cases.cases where reference = $1', [reference]))
    .rows[0]!.outcome;
const certificates = async (reference: string): Promise<number> =>
  (
    await system.database.pool.query(
      `select 1 from cases.documents join cases.cases using (case_id) where reference = $1 and state = 'issued'`,
      [reference],
    )
  ).rowCount ?? 0;

/** Pays at the provider without coming back: only the provider's callback can tell. */
async function payAndLeave(browser: FormBrowser, reference: string): Promise<void> {
  await fetch(await toPayment(browser, reference), {
    method: 'POST',
    body: new URLSearchParams({ method: 'card', do: 'pay' }),
    redirect: 'manual',
  });
}

for (const kind of ['down', 'garbage', 'slow'] as const) {
  test(`with the register ${kind} while the form is filled in, the form asks itself what the register would know, and sending works`, async () => {
    await fault('register', kind, 20_000);
    const who = { down: 'lea', garbage: 'carla', slow: 'ivana' }[kind];
    const browser = await signedIn(system, 'portal', who);
    const draft = await openDraft(browser);
    const you = await browser.get(`${draft}/pages/page_you`);
    assert.deepEqual(fieldsOf(you.text, 'page_you'), { 'address.text': [''] });
    assert.match(mainOf(you.text), /Aus Ihrer Anmeldung/);
    const persons = await browser.get(`${draft}/pages/page_persons`);
    assert.match(persons.text, /value="add-row:household.added"/);
    await answerAll(browser, draft, { ...ANSWERS, 'address.text': 'Ahornweg 7, 6010 Kriens' });
    assert.match((await browser.submit('[action$="/check"]')).location!, /\/confirmation$/);
  });
}

test('a register that goes down after payment: the case says so honestly and goes on by itself', async () => {
  const ruben = await signedIn(system, 'portal', 'ruben');
  const reference = await order(ruben);
  await toPayment(ruben, reference);
  await fault('register', 'down');
  await settle(system, ruben, reference);
  await until(async () => /antwortet im Moment nicht/.test((await ruben.get(`/de/cases/${reference}`)).text));
  assert.equal(await outcome(reference), null);
  await fault('register', 'none');
  // The next try is minutes away by then; the clock of the job is turned on instead of waited for.
  await until(async () => {
    await system.database.pool.query(`update engine.job set due_at = now() where state = 'queued' and due_at > now()`);
    return (await outcome(reference)) === 'issued';
  });
  assert.doesNotMatch((await ruben.get(`/de/cases/${reference}`)).text, /antwortet im Moment nicht/);
  assert.equal(await certificates(reference), 1);
});

test('a payment cancelled at the provider can be made again, and one fee is settled in the end', async () => {
  const tenzin = await signedIn(system, 'portal', 'tenzin');
  const reference = await order(tenzin);
  const first = await toPayment(tenzin, reference);
  await settle(system, tenzin, reference, 'cancel');
  const second = await until(async () => {
    const address = await toPayment(tenzin, reference);
    return address === first ? null : address;
  });
  assert.equal(new URL(second).origin, system.url.payment);
  await settle(system, tenzin, reference, 'cancel');
  await until(async () => ((await toPayment(tenzin, reference)) === second ? null : true));
  await settle(system, tenzin, reference);
  await until(async () => (await outcome(reference)) === 'issued');
  assert.deepEqual(await money(reference), PAID);
});

test('leaving the payment page and coming back later pays the same fee', async () => {
  const ruben = await signedIn(system, 'portal', 'ruben');
  const reference = await order(ruben);
  const address = await toPayment(ruben, reference);
  await ruben.get(`/de/cases/${reference}/payment-return`);
  assert.equal(await toPayment(ruben, reference), address);
  await settle(system, ruben, reference);
  await until(async () => (await outcome(reference)) === 'issued');
  const token = await tokenOf(ruben);
  const again = await ruben.post(`/de/cases/${reference}/pay`, { _token: token });
  assert.equal(again.location, null, 'who has paid is not sent to pay once more');
  assert.deepEqual(await money(reference), PAID);
});

test('callbacks sent twice settle one fee', async () => {
  await fault('payment', 'duplicate');
  const ruben = await signedIn(system, 'portal', 'ruben');
  const reference = await order(ruben);
  await payAndLeave(ruben, reference);
  await until(async () => (await outcome(reference)) === 'issued');
  assert.deepEqual(await money(reference), PAID);
  assert.equal(await certificates(reference), 1);
});

test('a lost callback is made up for: by the browser that comes back, else by a look of the machine', async () => {
  await fault('payment', 'lost');
  const ruben = await signedIn(system, 'portal', 'ruben');
  const [returned, left] = [await order(ruben), await order(ruben)];
  await settle(system, ruben, returned);
  await until(async () => (await outcome(returned)) === 'issued');
  await payAndLeave(ruben, left);
  assert.deepEqual(await money(left), { fees: 1, settled: 0, open: 1 });
  // Half a minute later the machine asks the provider.
  await system.database.pool.query(`update cases.payments set look_at = now() where state = 'open'`);
  await until(async () => (await outcome(left)) === 'issued');
  assert.deepEqual([await money(returned), await money(left)], [PAID, PAID]);
});

test('a callback that comes when everything is done changes nothing', async () => {
  await fault('payment', 'late', 3_000);
  const ruben = await signedIn(system, 'portal', 'ruben');
  const reference = await order(ruben);
  await settle(system, ruben, reference);
  await until(async () => (await outcome(reference)) === 'issued');
  const events = async (): Promise<unknown> =>
    (
      await system.database.pool.query(`select count(*) from engine.event join cases.cases using (case_id) where reference = $1`, [
        reference,
      ])
    ).rows;
  const before_ = await events();
  await pause(3_500);
  assert.deepEqual(await events(), before_);
  assert.deepEqual(await money(reference), PAID);
  assert.equal(await certificates(reference), 1);
});

test('somebody who calls new payments settled gets nothing settled', async () => {
  await fault('payment', 'forged');
  const ruben = await signedIn(system, 'portal', 'ruben');
  const reference = await order(ruben);
  await toPayment(ruben, reference);
  const { rows } = await system.database.pool.query<{ provider_id: string }>(
    'select provider_id from cases.payments join cases.cases using (case_id) where reference = $1',
    [reference],
  );
  const body = JSON.stringify({ callbackId: randomUUID(), paymentId: rows[0]!.provider_id, state: 'settled' });
  const sign = (secret: string, at: number): string => `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
  const now = Math.floor(Date.now() / 1000);
  for (const signature of [
    '',
    'v1=',
    't=1,v1=00',
    sign('somebody else', now),
    `t=${now},v1=${'0'.repeat(64)}`,
    `t=NaN,v1=${createHmac('sha256', '').update(`NaN.${body}`).digest('hex')}`,
  ]) {
    const answer = await fetch(`${system.url.portal}/payments/callback`, {
      method: 'POST',
      body,
      headers: { 'payment-signature': signature },
    });
    assert.equal(answer.status, 403, signature);
  }
  const huge = await fetch(`${system.url.portal}/payments/callback`, { method: 'POST', body: 'x'.repeat(1_000_000) });
  assert.equal(huge.status, 413);
  await ruben.get(`/de/cases/${reference}/payment-return`);
  assert.deepEqual(await money(reference), { fees: 1, settled: 0, open: 1 });
  assert.equal(await outcome(reference), null);
  await settle(system, ruben, reference);
  await until(async () => (await outcome(reference)) === 'issued');
  assert.deepEqual(await money(reference), PAID);
});

test('a payment page of somebody else’s case is not reached through ours', async () => {
  const ruben = await signedIn(system, 'portal', 'ruben');
  const reference = await order(ruben);
  await toPayment(ruben, reference);
  const carla = await signedIn(system, 'portal', 'carla');
  assert.equal((await carla.get(`/de/cases/${reference}/pay`)).status, 404);
  assert.equal((await carla.get(`/de/cases/${reference}/payment-return`)).status, 404);
});

test('where one may choose, a person without script goes to the card page, comes back, takes an invoice instead, and is told what came', async () => {
  const carla = await signedIn(system, 'portal', 'carla');
  const reference = await order(carla);
  const path = `/de/cases/${reference}/pay`;
  const page = await until(async () => {
    const { text } = await carla.get(path);
    return text.includes('value="qr-bill"') ? text : null;
  });
  assert.match(page, /Wie möchten Sie bezahlen\?[\s\S]*Jetzt mit Karte oder TWINT[\s\S]*Mit einer Rechnung/);
  for (const means of ['', 'cash', "' or 1=1"]) {
    const refused = await carla.submit('[action$="/pay"]', { means });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /<title>Fehler: [\s\S]*Wählen Sie, wie Sie bezahlen möchten/);
  }
  await carla.get(path);
  const card = await carla.submit('[action$="/pay"]', { means: 'demo-payment' });
  assert.equal(new URL(card.location!).origin, system.url.payment);
  const cancelled = await fetch(card.location!, { method: 'POST', body: new URLSearchParams({ do: 'cancel' }), redirect: 'manual' });
  const back = await carla.follow(new URL(cancelled.headers.get('location')!).pathname);
  assert.match(mainOf(back.text), /bezahlen/);
  await carla.get(path);
  const chosen = await carla.submit('[action$="/pay"]', { means: 'qr-bill' });
  assert.equal(chosen.location, path);
  const invoice = await carla.get(path);
  assert.match(invoice.text, /Ihre Rechnung ist bereit/);
  const pdf = await carla.get(/href="([^"]*\/payments\/[^"]*\/invoice)"/.exec(invoice.text)![1]!);
  assert.deepEqual([pdf.status, pdf.headers.get('content-type')], [200, 'application/pdf']);
  const stranger = await signedIn(system, 'portal', 'lea');
  assert.equal((await stranger.get(/href="([^"]*\/payments\/[^"]*\/invoice)"/.exec(invoice.text)![1]!)).status, 404);

  const { rows } = await system.database.pool.query<{ provider_id: string; amount: string }>(
    `select provider_id, amount::text from cases.payments join cases.cases using (case_id) where reference = $1 and redirect_url is null`,
    [reference],
  );
  const credits = [credit({ amount: rows[0]!.amount, reference: rows[0]!.provider_id })];
  const file = Buffer.from(bankFile({ credits }));
  await importBankFile(system.database.pool, file, readCamt, new Date().toISOString());
  await until(async () => (await outcome(reference)) !== null || /Bezahlt am/.test((await carla.get(`/de/cases/${reference}`)).text));
  assert.deepEqual(await money(reference), PAID);
  const receipt = await until(async () => /href="([^"]*\/receipt)"/.exec((await carla.get(`/de/cases/${reference}`)).text)?.[1]);
  assert.match((await carla.get(receipt)).headers.get('content-type')!, /pdf/);
});
