import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPaymentProvider } from '../../../../apps/demo/src/payment/provider.ts';
import type { CapabilityRequest } from '../types.ts';
import { createPaymentConnector } from './connector.ts';

const secret = randomUUID();
const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-payment-'));
const file = join(folder, 'payments.json');
let provider: Awaited<ReturnType<typeof startPaymentProvider>>;
/** Callbacks that came to the portal, newest last; `refuse` makes it answer 500. */
let callbacks: { body: string; signature: string }[] = [];
let refuse = 0;
let portal = '';
const portalServer = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    callbacks.push({ body, signature: String(request.headers['payment-signature']) });
    response.writeHead(refuse-- > 0 ? 500 : 204).end();
  });
});

before(async () => {
  await new Promise<void>((ready) => portalServer.listen(0, '127.0.0.1', ready));
  portal = `http://127.0.0.1:${(portalServer.address() as { port: number }).port}`;
  provider = await startPaymentProvider({ port: 0, secret, file });
});
after(async () => {
  await provider.stop();
  portalServer.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await fault('none');
  callbacks = [];
  refuse = 0;
});
// What is still to be called back would reach the next test.
afterEach(() => until(() => !existsSync(file) || JSON.parse(readFileSync(file, 'utf8')).deliveries.length === 0));

const connector = (changes: Partial<Parameters<typeof createPaymentConnector>[0]> = {}) =>
  createPaymentConnector({ id: 'demo-payment', baseUrl: provider.url, secret, publicUrl: portal, ...changes });

async function fault(kind: string, delayMs?: number): Promise<void> {
  await fetch(`${provider.url}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, delayMs }),
  });
}

function collect(changes: Record<string, unknown> = {}, idempotencyKey = randomUUID()): CapabilityRequest {
  return {
    capability: 'fees.collect',
    idempotencyKey,
    inputs: {
      items: [
        { item: 'Bestätigung', quantity: 1, amount: '20.00' },
        { item: 'Porto', quantity: 1, amount: 2 },
      ],
      total: 22,
      payer: { ref: 'p' },
      within: '10 days',
      ...changes,
    },
    context: { caseId: randomUUID(), reference: 'EX-7', authority: 'musterau', bfs: '9902', service: '_example', language: 'fr' },
    signal: new AbortController().signal,
  };
}

async function start(request: CapabilityRequest): Promise<{ paymentId: string; redirectUrl: string }> {
  const answer = await connector().call(request);
  assert.equal(answer.state, 'waiting');
  return (answer.state === 'waiting' ? answer.action?.data : null) as { paymentId: string; redirectUrl: string };
}

const press = (redirectUrl: string, form: Record<string, string>): Promise<Response> =>
  fetch(redirectUrl, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
const pay = (redirectUrl: string): Promise<Response> => press(redirectUrl, { do: 'pay', method: 'card' });

async function until(what: () => boolean): Promise<void> {
  while (!what()) await sleep(10);
}

test('a fee waits for the resident, and is settled once paid', async () => {
  const request = collect();
  const { paymentId, redirectUrl } = await start(request);
  const back = await pay(redirectUrl);
  assert.equal(back.status, 303);
  assert.equal(back.headers.get('location'), `${portal}/fr/cases/EX-7/payment-return`);
  const answer = await connector().call(request);
  assert.equal(answer.state, 'done');
  const outputs = answer.state === 'done' ? answer.outputs : {};
  assert.deepEqual(
    { ...outputs, settledAt: typeof outputs['settledAt'] },
    { outcome: 'settled', reference: paymentId, settledAt: 'string' },
  );
});

test('asked again with the same key there is one payment, with another key a second', async () => {
  const request = collect();
  const first = await start(request);
  assert.deepEqual(await start({ ...request, inputs: { ...request.inputs } }), first);
  assert.notEqual((await start(collect())).paymentId, first.paymentId);
});

test('the time to pay is the first request’s, however often it is asked', async () => {
  const request = collect();
  const DAY = 86_400_000;
  const now = Date.now();
  const first = await connector({ clock: () => new Date(now) }).call(request);
  const later = await connector({ clock: () => new Date(now + 4 * DAY) }).call(request);
  assert.deepEqual(later, first);
  assert.equal(first.state === 'waiting' && first.until, new Date(now + 10 * DAY).toISOString());
});

test('who cancels declined, and who pays too late finds the payment expired', async () => {
  const cancelled = collect();
  await press((await start(cancelled)).redirectUrl, { do: 'cancel' });
  const declined = await connector().call(cancelled);
  assert.equal(declined.state === 'done' && declined.outputs['outcome'], 'declined');

  const late = collect();
  const old = await connector({ clock: () => new Date(Date.now() - 11 * 86_400_000) }).call(late);
  const expired = old.state === 'done' ? old : await connector().call(late);
  assert.equal(expired.state === 'done' && expired.outputs['outcome'], 'expired');
});

test('a second press on "pay" pays nothing more', async () => {
  const request = collect();
  const { redirectUrl } = await start(request);
  await pay(redirectUrl);
  const once = await connector().call(request);
  await pay(redirectUrl);
  await press(redirectUrl, { do: 'cancel' });
  assert.deepEqual(await connector().call(request), once);
});

test('who chooses no way to pay gets an error on the same page, in the language of the case', async () => {
  const { redirectUrl } = await start(collect());
  const page = await press(redirectUrl, { do: 'pay' });
  assert.equal(page.status, 422);
  const html = await page.text();
  assert.match(html, /<html lang="fr">/);
  assert.match(html, /role="alert"[^>]*>Choisissez comment vous souhaitez payer/);
});

test('a settled payment is called back with a signature that holds, until the portal has taken it', async () => {
  refuse = 2;
  const { paymentId, redirectUrl } = await start(collect());
  await pay(redirectUrl);
  await until(() => callbacks.length >= 3);
  const judged = callbacks.map(({ body, signature }) => connector().provider.judgeCallback(body, signature));
  assert.ok(judged.every((judgement) => judgement.genuine && judgement.paymentId === paymentId && judgement.state === 'settled'));
  assert.equal(new Set(judged.map((judgement) => judgement.genuine && judgement.callbackId)).size, 1);
});

test('a callback by somebody without the key, changed on the way, or too old is not genuine', async () => {
  await fault('forged');
  const request = collect();
  const { paymentId } = await start(request);
  await until(() => callbacks.length > 0);
  const { body, signature } = callbacks[0] ?? { body: '', signature: '' };
  assert.equal((JSON.parse(body) as { paymentId: string }).paymentId, paymentId);
  assert.deepEqual(connector().provider.judgeCallback(body, signature), { genuine: false, reason: 'signature' });
  assert.equal((await connector().call(request)).state, 'waiting', 'nobody believed it');

  await fault('none');
  callbacks = [];
  await pay((await start(collect())).redirectUrl);
  await until(() => callbacks.length > 0);
  const [good] = callbacks;
  assert.ok(good);
  assert.deepEqual(connector().provider.judgeCallback(good.body.replace('settled', 'pending'), good.signature), {
    genuine: false,
    reason: 'signature',
  });
  const later = connector({ clock: () => new Date(Date.now() + 301_000) });
  assert.deepEqual(later.provider.judgeCallback(good.body, good.signature), { genuine: false, reason: 'too-old' });
  for (const nonsense of ['', 't=1', 't=1,v1=00', `t=x,v1=${'0'.repeat(64)}`])
    assert.equal(connector().provider.judgeCallback(good.body, nonsense).genuine, false);
});

test('a lost callback loses no payment: asking finds it settled', async () => {
  await fault('lost');
  const request = collect();
  await pay((await start(request)).redirectUrl);
  const answer = await connector().call(request);
  assert.equal(answer.state === 'done' && answer.outputs['outcome'], 'settled');
  assert.equal(callbacks.length, 0);
});

test('a doubled callback carries one callback id', async () => {
  await fault('duplicate');
  await pay((await start(collect())).redirectUrl);
  await until(() => callbacks.length === 2);
  assert.equal(callbacks[0]?.body, callbacks[1]?.body);
});

test('payments survive a restart of the provider', async () => {
  const request = collect();
  const { paymentId } = await start(request);
  await provider.stop();
  provider = await startPaymentProvider({ port: 0, secret, file });
  assert.equal((await start(request)).paymentId, paymentId);
});

test('a settled fee is paid back once, for the same key twice the same answer', async () => {
  const request = collect();
  const { paymentId, redirectUrl } = await start(request);
  const refund = (key: string, amount = '22.00'): CapabilityRequest => ({
    ...request,
    capability: 'fees.refund',
    idempotencyKey: key,
    inputs: { reference: paymentId, amount, reason: 'withdrawn' },
  });
  const before = await connector().call(refund('a'));
  assert.equal(before.state === 'done' && before.outputs['outcome'], 'impossible', 'nothing paid yet');
  await pay(redirectUrl);
  const more = await connector().call(refund('b', '23.00'));
  assert.equal(more.state === 'done' && more.outputs['outcome'], 'impossible', 'more than was paid');
  const done = await connector().call(refund('c'));
  assert.equal(done.state === 'done' && done.outputs['outcome'], 'refunded');
  assert.deepEqual(await connector().call(refund('c')), done);
  const again = await connector().call(refund('d'));
  assert.equal(again.state === 'done' && again.outputs['outcome'], 'impossible');
});

test('a wrong secret is not allowed, and a provider that is gone is not available', async () => {
  await assert.rejects(connector({ secret: 'wrong' }).call(collect()), { code: 'not-allowed' });
  await assert.rejects(connector({ baseUrl: 'http://127.0.0.1:1' }).call(collect()), { code: 'not-available' });
});

test('amounts that are no francs and periods that are none are refused before anything is sent', async () => {
  for (const inputs of [{ total: '22.001' }, { total: '-22' }, { total: 1e21 }, { within: 'soon' }, { items: [] }]) {
    await assert.rejects(
      connector({ baseUrl: 'http://127.0.0.1:1' }).call(collect(inputs)),
      { code: 'bad-inputs' },
      JSON.stringify(inputs),
    );
  }
});
