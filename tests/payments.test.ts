import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { noteCallback, noteCallbackAddress } from '../packages/cases/src/case-view/payment-hints.ts';
import { readContent } from '../packages/cases/src/documents/content.ts';
import { requestRefund, runRefunds, settleByHand } from '../packages/cases/src/payments/refunds.ts';
import { callbackPath } from '../packages/connectors/src/payment/connector.ts';
import { ALL, CALLBACK_SECRET, DAY, MEANS, MINUTE, openFeeStage, type FeeStage, type Seen } from './support/fee-stage.ts';

let fees: FeeStage;
before(async () => (fees = await openFeeStage()));
after(() => fees?.end());
afterEach(() => fees.assertNothingTwice());

for (const means of Object.keys(MEANS) as (keyof typeof MEANS)[]) {
  const pay = (): Promise<void> => MEANS[means].pay(fees);
  const { leave } = MEANS[means];
  test(`${means}: called back three times, the fee is settled once and the case goes on with one receipt`, async () => {
    await fees.order(ALL);
    await fees.choose(means);
    await pay();
    await fees.hint((await fees.last()).provider_id, 3);
    assert.deepEqual([await fees.states(), await fees.outcome(), await fees.refunds()], [['settled'], 'issued', []]);
    const { rows } = await fees.stage.owner.query('select kind from cases.payment_documents where payment_id = $1 order by kind', [
      (await fees.last()).payment_id,
    ]);
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      means === 'qr-bill' ? ['invoice', 'receipt'] : ['receipt'],
    );
  });

  test(`${means}: a forged callback settles nothing, a lost one loses nothing`, async () => {
    await fees.order(ALL);
    await fees.choose(means);
    await fees.hint((await fees.last()).provider_id);
    assert.deepEqual([await fees.states(), await fees.outcome()], [['open'], null]);
    await pay();
    await fees.later(10 * MINUTE);
    assert.deepEqual([await fees.states(), await fees.outcome()], [['settled'], 'issued']);
  });

  test(`${means}: not paid in time, the case ends; what comes later is not kept`, async () => {
    await fees.order(ALL);
    await fees.choose(means);
    const taken = fees.saferpay.moved.captured;
    await fees.later(12 * DAY);
    assert.equal(await fees.outcome(), 'not-paid');
    await pay();
    await fees.hint((await fees.last()).provider_id);
    await fees.later(2 * DAY);
    assert.deepEqual([await fees.states(), await fees.refunds(), fees.saferpay.moved.captured], [['expired'], [], taken]);
    assert.deepEqual(await fees.judged(), means === 'qr-bill' ? ['late open'] : []);
  });

  // An invoice that the bank has credited leaves nothing to withdraw.
  if (leave)
    test(`${means}: withdrawn while the page is open, money that still comes is given free or goes back`, async () => {
      await fees.order(ALL);
      await fees.choose(means);
      await pay();
      await fees.stage.act('withdraw', { as: 'mira' });
      await fees.later(10 * MINUTE);
      assert.ok(['withdrawn', 'issued'].includes((await fees.outcome()) ?? ''), `got ${await fees.outcome()}`);
      const kept = (await fees.states()).filter((state) => state === 'settled').length;
      assert.equal(kept, (await fees.outcome()) === 'issued' ? 1 : 0);
    });

  if (leave)
    test(`${means}: who cancels may try again, and pays once`, async () => {
      await fees.order(ALL);
      await fees.choose(means);
      await leave(fees);
      await fees.hint((await fees.last()).provider_id);
      assert.equal(await fees.outcome(), null);
      await fees.choose(means);
      await pay();
      await fees.hint((await fees.last()).provider_id);
      const all = await fees.states();
      assert.deepEqual([all.filter((state) => state === 'settled').length, await fees.outcome(), await fees.refunds()], [1, 'issued', []]);
    });
}

test('paid by card and by invoice: one settles, the other stands in the list of the bank', async () => {
  await fees.order(ALL);
  await fees.choose('qr-bill');
  await fees.choose('cards');
  fees.saferpay.payer((await fees.payments()).find(({ connector }) => connector === 'cards')!.provider_id, 'authorise');
  await fees.later(MINUTE);
  assert.equal(await fees.outcome(), 'issued');
  await fees.stage.act('bank', { amount: '20.00' });
  assert.deepEqual([(await fees.states()).toSorted(), await fees.judged()], [['expired', 'settled'], ['late open']]);
});

test('paid on two pages at the same time: one settles, the other is given free', async () => {
  await fees.order(ALL);
  await fees.choose('cards');
  await fees.choose('demo-payment');
  const [cards, demo] = (await fees.payments()).toSorted((a, b) => a.connector.localeCompare(b.connector)) as [Seen, Seen];
  fees.saferpay.payer(cards.provider_id, 'authorise');
  await fees.stage.world.pay(demo.provider_id, 'settled');
  await fees.hint(cards.provider_id);
  await fees.hint(demo.provider_id);
  await fees.later(10 * MINUTE);
  const all = await fees.states();
  assert.deepEqual([all.filter((state) => state === 'settled').length, all.length], [1, 2]);
  assert.ok(
    all.some((state) => state === 'refunded surplus' || state === 'expired'),
    all.join(),
  );
});

test('another amount is never taken: the step stands as an incident for the operators, and goes on once it is right', async () => {
  await fees.order('cards:online');
  await fees.choose('cards');
  const taken = fees.saferpay.moved.captured;
  const { provider_id: token } = await fees.last();
  fees.saferpay.payer(token, 'authorise', { value: '1900' });
  await fees.hint(token);
  const incidents = async () => (await fees.stage.owner.query<{ message: string }>('select message from engine.incident')).rows;
  assert.deepEqual([await fees.states(), fees.saferpay.moved.captured, await fees.outcome()], [['mismatched'], taken, null]);
  assert.match((await incidents())[0]!.message, /^amount-mismatch/);
  fees.saferpay.payer(token, 'authorise', { value: '2000' });
  const { rows } = await fees.stage.owner.query<{ case_id: string; token_no: number }>('select case_id, token_no from engine.incident');
  await fees.stage.worker.engine.run(rows[0]!.case_id, crypto.randomUUID(), {
    type: 'resolve-incident',
    token: rows[0]!.token_no,
    actor: 'operator',
  });
  await fees.stage.settle();
  assert.deepEqual([await fees.states(), fees.saferpay.moved.captured], [['settled'], taken + 1]);
  assert.deepEqual(await incidents(), []);
});

test('paid back in parts: never more than was paid, by the provider once for each key, by hand where the bank must', async () => {
  await fees.order('cards:online');
  await fees.choose('cards');
  fees.saferpay.payer((await fees.last()).provider_id, 'authorise');
  await fees.hint((await fees.last()).provider_id);
  const payment = {
    ...(await fees.last()),
    case_id: (await fees.stage.owner.query('select case_id from cases.cases where reference = $1', [fees.stage.memory.reference])).rows[0]
      .case_id,
  };
  const client = await fees.stage.owner.connect();
  const ask = (amount: string, key: string) =>
    requestRefund(client, { payment, amount, key: `${key} ${payment.step_key}`, reason: 'test', at: fees.stage.now() });
  const before = fees.saferpay.moved.refunded;
  assert.deepEqual([await ask('5.00', 'a'), await ask('5.00', 'a'), await ask('15.01', 'b')], [true, false, false]);
  await runRefunds(fees.stage.worker, fees.stage.now());
  assert.deepEqual([await fees.states(), fees.saferpay.moved.refunded - before], [['settled'], 500]);
  fees.saferpay.loseNext('Payment/v1/Transaction/Refund');
  assert.equal(await ask('15.00', 'c'), true);
  client.release();
  await runRefunds(fees.stage.worker, fees.stage.now());
  await fees.later(6 * MINUTE);
  assert.deepEqual([await fees.states(), fees.saferpay.moved.refunded - before], [['refunded'], 2000]);

  await fees.order(ALL);
  await fees.choose('qr-bill');
  await fees.stage.act('bank', { amount: '20.00' });
  const bill = await fees.last();
  const second = await fees.stage.owner.connect();
  await requestRefund(second, {
    payment: {
      ...payment,
      ...bill,
      case_id: (await fees.stage.owner.query('select case_id from cases.payments where payment_id = $1', [bill.payment_id])).rows[0]
        .case_id,
    },
    amount: '20.00',
    key: 'by hand',
    reason: 'test',
    at: fees.stage.now(),
  });
  second.release();
  await fees.stage.settle();
  assert.deepEqual(await fees.states(), ['by-hand']);
  assert.equal(await settleByHand(fees.stage.owner, 'by hand', fees.stage.now()), true);
  assert.equal(await settleByHand(fees.stage.owner, 'by hand', fees.stage.now()), false);
  assert.deepEqual(await fees.states(), ['refunded']);
});

test('a provider that is down when it is chosen: said so, nothing lost, another way works', async () => {
  await fees.order(ALL);
  fees.saferpay.failNext('Payment/v1/PaymentPage/Initialize', 402, { Behavior: 'RETRY', ErrorName: 'COMMUNICATION_FAILED' });
  await fees.choose('cards');
  const { rows } = await fees.stage.owner.query(
    'select d.trouble from cases.payment_demands d join cases.cases c using (case_id) where c.reference = $1',
    [fees.stage.memory.reference],
  );
  assert.deepEqual([rows[0].trouble, await fees.states()], ['cards', []]);
  await fees.choose('demo-payment');
  await MEANS['demo-payment'].pay(fees);
  await fees.hint((await fees.last()).provider_id);
  assert.deepEqual([await fees.states(), await fees.outcome()], [['settled'], 'issued']);
});

test('callbacks count only with a signature or at the address that the provider was given', async () => {
  const [, , key, proof] = callbackPath(CALLBACK_SECRET, 'step').split('/') as [string, string, string, string];
  const at = (k: string, p: string) => noteCallbackAddress(fees.stage.portal, CALLBACK_SECRET, k, p);
  assert.equal(await at(key, proof), 'accepted');
  for (const [k, p] of [
    [key, proof.replace(/^./, (c) => (c === 'a' ? 'b' : 'a'))],
    [key, ''],
    ['x', proof],
    [proof, key],
    [key, `${proof}0`],
  ] as const)
    assert.equal(await at(k, p), 'refused');
  assert.equal(await noteCallback(fees.stage.portal, CALLBACK_SECRET, '{"paymentId":"x"}', 't=1,v1=00'), 'refused');
});

test('a receipt is a sealed PDF with the amount, its words in the language of the case', async () => {
  const { rows } = await fees.stage.owner.query<{ content_hash: string; filename: string }>(
    `select content_hash, filename from cases.payment_documents where kind = 'receipt' limit 1`,
  );
  const bytes = await readContent(fees.stage.owner, fees.stage.world.files, rows[0]!.content_hash);
  assert.match(rows[0]!.filename, /^Quittung-2027-/);
  assert.match(bytes.toString('latin1'), /\/ByteRange/);
  assert.match(await fees.stage.world.textOf(bytes), /Quittung.*CHF 20\.00/s);
});
