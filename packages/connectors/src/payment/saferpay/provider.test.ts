import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import type { Ordered, PaymentOrder } from '../contract.ts';
import { createSaferpayProvider } from './provider.ts';
import { startRecordedSaferpay, TEST_ACCOUNT, type RecordedSaferpay } from './recorded.testing.ts';

let saferpay: RecordedSaferpay;
beforeEach(async () => (saferpay = await startRecordedSaferpay()));
afterEach(() => saferpay.stop());

const provider = (changes: object = {}) =>
  createSaferpayProvider({ id: 'cards', baseUrl: saferpay.url, ...TEST_ACCOUNT, timeoutMs: 2_000, ...changes });
const order: PaymentOrder = {
  items: [{ text: 'Bestätigung', amount: '22.00' }],
  total: '22.00',
  currency: 'CHF',
  reference: '2027-ABCD-EFGH',
  returnUrl: 'https://portal.example/fr/cases/2027-ABCD-EFGH/payment-return',
  callbackUrl: 'https://portal.example/payments/callback/k/p',
  expiresAt: '2027-03-11T09:00:00.000Z',
  language: 'fr',
  authority: 'musterau',
  bfs: '9902',
};

async function begun(): Promise<{ token: string; ordered: Ordered }> {
  const ordered = { total: '22.00', currency: 'CHF', idempotencyKey: randomUUID() };
  const { paymentId } = await provider().create(order, ordered.idempotencyKey);
  return { token: paymentId, ordered };
}
const pathsOf = (): string[] => saferpay.requests.map(({ path }) => path.split('/').at(-1)!);

test('a payment is begun with amount in Rappen, language, return and notify address, and nothing about the person', async () => {
  const { paymentId, redirectUrl } = await provider().create(order, 'key');
  assert.match(redirectUrl!, new RegExp(`${paymentId}$`));
  const { body } = saferpay.requests[0]!;
  assert.deepEqual(body['Payment'].Amount, { Value: '2200', CurrencyCode: 'CHF' });
  assert.deepEqual(body['Payer'], { LanguageCode: 'fr' });
  assert.deepEqual(body['Notification'], { SuccessNotifyUrl: order.callbackUrl, FailNotifyUrl: order.callbackUrl });
  assert.deepEqual(Object.keys(body).sort(), ['Notification', 'Payer', 'Payment', 'RequestHeader', 'ReturnUrl', 'TerminalId']);
});

test('asked before the payer has paid it is pending; asked after, the money is taken once, however often and by however many', async () => {
  const { ordered, token } = await begun();
  assert.equal((await provider().state(token, ordered)).state, 'pending');
  saferpay.payer(token, 'authorise');
  const all = await Promise.all([1, 2, 3].map(() => provider().state(token, ordered)));
  const again = await provider().state(token, ordered);
  for (const told of [...all, again]) assert.deepEqual([told.state, told.amount, told.currency], ['settled', '22.00', 'CHF']);
  assert.ok(again.settlementId && all.every(({ settlementId }) => settlementId === again.settlementId));
  assert.equal(saferpay.moved.captured, 1);
});

test('a lost answer to the capture is found again by the next question', async () => {
  const { ordered, token } = await begun();
  saferpay.payer(token, 'authorise');
  saferpay.loseNext('Payment/v1/Transaction/Capture');
  await assert.rejects(provider().state(token, ordered), { code: 'not-available' });
  assert.equal((await provider().state(token, ordered)).state, 'settled');
  assert.equal(saferpay.moved.captured, 1);
});

test('who goes away or is declined has paid nothing and may try again', async () => {
  for (const did of ['abort', 'decline'] as const) {
    const { ordered, token } = await begun();
    saferpay.payer(token, did);
    assert.equal((await provider().state(token, ordered)).state, 'cancelled');
  }
  assert.equal(saferpay.moved.captured, 0);
});

test('a page that lapsed is no payment, and one paid before it lapsed is found by the order', async () => {
  const [left, paid] = [await begun(), await begun()];
  saferpay.payer(paid.token, 'authorise');
  saferpay.lapse();
  assert.equal((await provider().state(left.token, left.ordered)).state, 'cancelled');
  assert.equal((await provider().state(paid.token, paid.ordered)).state, 'settled');
});

test('another amount or currency than ordered is never taken', async () => {
  for (const changes of [{ value: '2100' }, { value: '2300' }, { currency: 'EUR' }]) {
    const { ordered, token } = await begun();
    saferpay.payer(token, 'authorise', changes);
    const told = await provider().state(token, ordered);
    assert.equal(told.state, 'mismatched', JSON.stringify(changes));
  }
  assert.equal(saferpay.moved.captured, 0);
});

test('once nobody shall pay any more, an authorised amount is given free, and money taken before is told', async () => {
  const [open, authorised, taken] = [await begun(), await begun(), await begun()];
  saferpay.payer(authorised.token, 'authorise');
  saferpay.payer(taken.token, 'authorise');
  await provider().state(taken.token, taken.ordered);
  assert.equal((await provider().expire(open.token, open.ordered)).state, 'pending');
  assert.equal((await provider().expire(authorised.token, authorised.ordered)).state, 'expired');
  assert.equal((await provider().expire(taken.token, taken.ordered)).state, 'settled');
  assert.deepEqual([saferpay.moved.captured, saferpay.moved.cancelled], [1, 1]);
});

test('money goes back once for a key, in parts up to what was paid, and never more', async () => {
  const { ordered, token } = await begun();
  saferpay.payer(token, 'authorise');
  const { settlementId } = await provider().state(token, ordered);
  const back = (amount: string, idempotencyKey: string, attempt = 0) =>
    provider().refund({ paymentId: token, settlementId, amount, currency: 'CHF', idempotencyKey, attempt });
  assert.equal((await back('10.00', 'a')).outcome, 'refunded');
  assert.equal((await back('10.00', 'a', 1)).outcome, 'refunded');
  assert.equal(saferpay.moved.refunded, 1000);
  assert.equal((await back('12.01', 'b')).outcome, 'impossible');
  assert.equal((await back('12.00', 'c')).outcome, 'refunded');
  assert.equal(saferpay.moved.refunded, 2200);
  const retried = saferpay.requests.filter(({ body, path }) => path.endsWith('Refund') && body['RequestHeader'].RetryIndicator === 1);
  assert.equal(retried.length, 1);
});

test('a wrong password is not allowed, an outage is not available, and neither says the password', async () => {
  const secretless = (code: string) => (error: Error & { code?: string }) => error.code === code && !error.message.includes('wrong');
  await assert.rejects(provider({ password: 'wrong' }).create(order, 'k'), secretless('not-allowed'));
  await assert.rejects(provider({ baseUrl: 'http://127.0.0.1:1/api' }).create(order, 'k'), { code: 'not-available' });
  saferpay.failNext('Payment/v1/PaymentPage/Initialize', 402, { Behavior: 'RETRY', ErrorName: 'COMMUNICATION_FAILED' });
  await assert.rejects(provider().create(order, 'k'), { code: 'not-available' });
  saferpay.failNext('Payment/v1/PaymentPage/Initialize', 402, { Behavior: 'ABORT', ErrorName: 'NO_CONTRACT' });
  await assert.rejects(provider().create(order, 'k'), { code: 'not-allowed' });
});

test('a page at another origin is not followed', async () => {
  const elsewhere = createSaferpayProvider({
    id: 'cards',
    baseUrl: saferpay.url.replace('127.0.0.1', 'localhost'),
    ...TEST_ACCOUNT,
    timeoutMs: 2_000,
  });
  await assert.rejects(elsewhere.create(order, 'k'), { code: /bad-answer|not-available/ });
});

test('questions have a number of their own each, work has the same one on every try', async () => {
  const { ordered, token } = await begun();
  await provider().state(token, ordered);
  await provider().state(token, ordered);
  await provider().create(order, ordered.idempotencyKey);
  const ids = (name: string): Set<string> =>
    new Set(saferpay.requests.filter(({ path }) => path.endsWith(name)).map(({ body }) => body['RequestHeader'].RequestId as string));
  assert.equal(ids('Assert').size, 2);
  assert.equal(ids('Initialize').size, 1);
  assert.ok(pathsOf().every((name) => ['Initialize', 'Assert'].includes(name)));
});
