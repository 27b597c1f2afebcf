import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { connectPayment, createSaferpayProvider } from '@einwohnerportal/connectors';
import { decideMoney, importBankFile, listCredits, listMoneyActs, readCase, wishMoney, withSession } from '@einwohnerportal/cases';
import { bankStatement } from '../packages/cases/src/scenario/bank-statement.ts';
import { noteCallback, noteCallbackAddress } from '../packages/cases/src/case-view/payment-hints.ts';
import { requestRefund, runRefunds, settleByHand } from '../packages/cases/src/payments/refunds.ts';
import { readContent } from '../packages/cases/src/documents/content.ts';
import { callbackPath } from '../packages/connectors/src/payment/connector.ts';
import {
  startRecordedSaferpay,
  TEST_ACCOUNT,
  type RecordedSaferpay,
} from '../packages/connectors/src/payment/saferpay/recorded.testing.ts';
import { CONFIRM, fictionalStage, ORDER, type Told } from './support/stage.ts';

const SECRET = 'secret of callbacks';
const COLLECT = 'fees.collect';
let stage: Told;
let saferpay: RecordedSaferpay;

before(async () => {
  saferpay = await startRecordedSaferpay();
  stage = await fictionalStage({ beispielwil: { [CONFIRM]: 'demo-register' } });
  const provider = createSaferpayProvider({ id: 'cards', baseUrl: saferpay.url, ...TEST_ACCOUNT, timeoutMs: 5_000 });
  const cards = connectPayment({
    id: 'cards',
    provider,
    publicUrl: 'https://portal.example',
    callbackSecret: SECRET,
    clock: () => new Date(stage.now()),
  });
  stage.world.connectors.set('cards', cards);
  stage.world.payments.set('cards', provider);
});
after(async () => {
  await stage?.end();
  await saferpay?.stop();
});
afterEach(async () => {
  // Whatever happened: no fee is settled twice, and nothing goes back more than once or beyond what came.
  const { rows } = await stage.owner.query<{ demand: string }>(
    `select demand from cases.payments where settled_at is not null and not surplus group by case_id, demand having count(*) > 1
     union all select r.refund_key from cases.refunds r join cases.payments p using (payment_id) where r.state <> 'impossible' group by r.refund_key, p.amount having sum(r.amount) > p.amount`,
  );
  assert.deepEqual(rows, []);
});

interface Seen {
  state: string;
  surplus: boolean;
  connector: string;
  provider_id: string;
  step_key: string;
  payment_id: string;
}
const payments = async (): Promise<Seen[]> =>
  (
    await stage.owner.query<Seen>(
      `select p.* from cases.payments p join cases.cases c using (case_id) where c.reference = $1 order by p.created_at, p.step_key`,
      [stage.memory.reference],
    )
  ).rows;
const states = async (): Promise<string[]> => (await payments()).map(({ state, surplus }) => (surplus ? `${state} surplus` : state));
const outcome = async (): Promise<string | null> =>
  (await stage.owner.query<{ outcome: string | null }>('select outcome from cases.cases where reference = $1', [stage.memory.reference]))
    .rows[0]!.outcome;
const judged = async (): Promise<string[]> =>
  (
    await stage.owner.query<{ judged: string; open: boolean }>(
      'select judged, done_at is null as open from cases.bank_entries b join cases.cases c using (case_id) where c.reference = $1 order by b.imported_at, b.amount',
      [stage.memory.reference],
    )
  ).rows.map((row) => `${row.judged}${row.open ? ' open' : ''}`);
const refunds = async (): Promise<string[]> =>
  (
    await stage.owner.query<{ what: string }>(
      `select r.amount || ' ' || r.reason || ' ' || r.state as what from cases.refunds r join cases.cases c using (case_id) where c.reference = $1 order by r.requested_at, r.refund_key`,
      [stage.memory.reference],
    )
  ).rows.map(({ what }) => what);

async function order(means: string): Promise<void> {
  await stage.rebind('beispielwil', COLLECT, means);
  await stage.act('submit', { as: 'mira', at: 'beispielwil', answers: ORDER });
}
const choose = (means: string) => stage.act('choose', { as: 'mira', means });
async function hint(id: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time++) await stage.owner.query('insert into cases.payment_hints (provider_id) values ($1)', [id]);
  await stage.settle();
}
async function later(ms: number): Promise<void> {
  stage.moveTo(new Date(Date.parse(stage.now()) + ms).toISOString());
  await stage.settle();
}
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const last = async (): Promise<Seen> => (await payments()).at(-1)!;

const ALL = 'demo-payment:online, cards:online, qr-bill:invoice';
/** What a payer does on the page or at the bank, by means of payment. */
const MEANS: Record<string, { pay: () => Promise<void>; leave: (() => Promise<void>) | null }> = {
  'demo-payment': {
    pay: async () => stage.world.pay((await last()).provider_id, 'settled'),
    leave: async () => stage.world.pay((await last()).provider_id, 'cancelled'),
  },
  cards: {
    pay: async () => saferpay.payer((await last()).provider_id, 'authorise'),
    leave: async () => saferpay.payer((await last()).provider_id, 'abort'),
  },
  'qr-bill': { pay: () => stage.act('bank', { amount: '20.00' }), leave: null },
};

for (const [means, { leave, pay }] of Object.entries(MEANS)) {
  test(`${means}: called back three times, the fee is settled once and the case goes on with one receipt`, async () => {
    await order(ALL);
    await choose(means);
    await pay();
    await hint((await last()).provider_id, 3);
    assert.deepEqual([await states(), await outcome(), await refunds()], [['settled'], 'issued', []]);
    const { rows } = await stage.owner.query('select kind from cases.payment_documents where payment_id = $1 order by kind', [
      (await last()).payment_id,
    ]);
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      means === 'qr-bill' ? ['invoice', 'receipt'] : ['receipt'],
    );
  });

  test(`${means}: a forged callback settles nothing, a lost one loses nothing`, async () => {
    await order(ALL);
    await choose(means);
    await hint((await last()).provider_id);
    assert.deepEqual([await states(), await outcome()], [['open'], null]);
    await pay();
    await later(10 * MINUTE);
    assert.deepEqual([await states(), await outcome()], [['settled'], 'issued']);
  });

  test(`${means}: not paid in time, the case ends; what comes later is not kept`, async () => {
    await order(ALL);
    await choose(means);
    const taken = saferpay.moved.captured;
    await later(12 * DAY);
    assert.equal(await outcome(), 'not-paid');
    await pay();
    await hint((await last()).provider_id);
    await later(2 * DAY);
    assert.deepEqual([await states(), await refunds(), saferpay.moved.captured], [['expired'], [], taken]);
    assert.deepEqual(await judged(), means === 'qr-bill' ? ['late open'] : []);
  });

  test(`${means}: withdrawn while the page is open, money that still comes is given free or goes back`, async () => {
    await order(ALL);
    await choose(means);
    await pay();
    if (means === 'qr-bill') return;
    await stage.act('withdraw', { as: 'mira' });
    await later(10 * MINUTE);
    assert.ok(['withdrawn', 'issued'].includes((await outcome()) ?? ''), `got ${await outcome()}`);
    const kept = (await states()).filter((state) => state === 'settled').length;
    assert.equal(kept, (await outcome()) === 'issued' ? 1 : 0);
  });

  if (leave)
    test(`${means}: who cancels may try again, and pays once`, async () => {
      await order(ALL);
      await choose(means);
      await leave();
      await hint((await last()).provider_id);
      assert.equal(await outcome(), null);
      await choose(means);
      await pay();
      await hint((await last()).provider_id);
      const all = await states();
      assert.deepEqual([all.filter((state) => state === 'settled').length, await outcome(), await refunds()], [1, 'issued', []]);
    });
}

test('paid by card and by invoice: one settles, the other stands in the list of the bank', async () => {
  await order(ALL);
  await choose('qr-bill');
  await choose('cards');
  saferpay.payer((await payments()).find(({ connector }) => connector === 'cards')!.provider_id, 'authorise');
  await later(MINUTE);
  assert.equal(await outcome(), 'issued');
  await stage.act('bank', { amount: '20.00' });
  assert.deepEqual([(await states()).toSorted(), await judged()], [['expired', 'settled'], ['late open']]);
});

test('paid on two pages at the same time: one settles, the other is given free', async () => {
  await order(ALL);
  await choose('cards');
  await choose('demo-payment');
  const [cards, demo] = (await payments()).toSorted((a, b) => a.connector.localeCompare(b.connector)) as [Seen, Seen];
  saferpay.payer(cards.provider_id, 'authorise');
  await stage.world.pay(demo.provider_id, 'settled');
  await hint(cards.provider_id);
  await hint(demo.provider_id);
  await later(10 * MINUTE);
  const all = await states();
  assert.deepEqual([all.filter((state) => state === 'settled').length, all.length], [1, 2]);
  assert.ok(
    all.some((state) => state === 'refunded surplus' || state === 'expired'),
    all.join(),
  );
});

test('another amount is never taken: the step stands as an incident for the operators, and goes on once it is right', async () => {
  await order('cards:online');
  await choose('cards');
  const taken = saferpay.moved.captured;
  const { provider_id: token } = await last();
  saferpay.payer(token, 'authorise', { value: '1900' });
  await hint(token);
  const incidents = async () => (await stage.owner.query<{ message: string }>('select message from engine.incident')).rows;
  assert.deepEqual([await states(), saferpay.moved.captured, await outcome()], [['mismatched'], taken, null]);
  assert.match((await incidents())[0]!.message, /^amount-mismatch/);
  saferpay.payer(token, 'authorise', { value: '2000' });
  const { rows } = await stage.owner.query<{ case_id: string; token_no: number }>('select case_id, token_no from engine.incident');
  await stage.worker.engine.run(rows[0]!.case_id, crypto.randomUUID(), {
    type: 'resolve-incident',
    token: rows[0]!.token_no,
    actor: 'operator',
  });
  await stage.settle();
  assert.deepEqual([await states(), saferpay.moved.captured], [['settled'], taken + 1]);
  assert.deepEqual(await incidents(), []);
});

test('an invoice in parts, too much, in another currency: only francs count, what is too much stays open for a person', async () => {
  await order(ALL);
  await choose('qr-bill');
  await stage.act('bank', { amount: '12.00' });
  await stage.act('bank', { amount: '8.00', currency: 'EUR' });
  assert.deepEqual([await judged(), await outcome()], [['currency open', 'part open'], null]);
  await stage.act('bank', { amount: '9.50' });
  assert.deepEqual([await states(), await outcome()], [['settled'], 'issued']);
  assert.deepEqual((await judged()).toSorted(), ['currency open', 'over open', 'part']);
  await stage.act('bank', { amount: '20.00' });
  assert.ok((await judged()).includes('double open'));
});

test('paid back in parts: never more than was paid, by the provider once for each key, by hand where the bank must', async () => {
  await order('cards:online');
  await choose('cards');
  saferpay.payer((await last()).provider_id, 'authorise');
  await hint((await last()).provider_id);
  const payment = {
    ...(await last()),
    case_id: (await stage.owner.query('select case_id from cases.cases where reference = $1', [stage.memory.reference])).rows[0].case_id,
  };
  const client = await stage.owner.connect();
  const ask = (amount: string, key: string) =>
    requestRefund(client, { payment, amount, key: `${key} ${payment.step_key}`, reason: 'test', at: stage.now() });
  const before = saferpay.moved.refunded;
  assert.deepEqual([await ask('5.00', 'a'), await ask('5.00', 'a'), await ask('15.01', 'b')], [true, false, false]);
  await runRefunds(stage.worker, stage.now());
  assert.deepEqual([await states(), saferpay.moved.refunded - before], [['settled'], 500]);
  saferpay.loseNext('Payment/v1/Transaction/Refund');
  assert.equal(await ask('15.00', 'c'), true);
  client.release();
  await runRefunds(stage.worker, stage.now());
  await later(6 * MINUTE);
  assert.deepEqual([await states(), saferpay.moved.refunded - before], [['refunded'], 2000]);

  await order(ALL);
  await choose('qr-bill');
  await stage.act('bank', { amount: '20.00' });
  const bill = await last();
  const second = await stage.owner.connect();
  await requestRefund(second, {
    payment: {
      ...payment,
      ...bill,
      case_id: (await stage.owner.query('select case_id from cases.payments where payment_id = $1', [bill.payment_id])).rows[0].case_id,
    },
    amount: '20.00',
    key: 'by hand',
    reason: 'test',
    at: stage.now(),
  });
  second.release();
  await stage.settle();
  assert.deepEqual(await states(), ['by-hand']);
  assert.equal(await settleByHand(stage.owner, 'by hand', stage.now()), true);
  assert.equal(await settleByHand(stage.owner, 'by hand', stage.now()), false);
  assert.deepEqual(await states(), ['refunded']);
});

test('a provider that is down when it is chosen: said so, nothing lost, another way works', async () => {
  await order(ALL);
  saferpay.failNext('Payment/v1/PaymentPage/Initialize', 402, { Behavior: 'RETRY', ErrorName: 'COMMUNICATION_FAILED' });
  await choose('cards');
  const { rows } = await stage.owner.query(
    'select d.trouble from cases.payment_demands d join cases.cases c using (case_id) where c.reference = $1',
    [stage.memory.reference],
  );
  assert.deepEqual([rows[0].trouble, await states()], ['cards', []]);
  await choose('demo-payment');
  await MEANS['demo-payment']!.pay();
  await hint((await last()).provider_id);
  assert.deepEqual([await states(), await outcome()], [['settled'], 'issued']);
});

test('callbacks count only with a signature or at the address that the provider was given', async () => {
  const [, , key, proof] = callbackPath(SECRET, 'step').split('/') as [string, string, string, string];
  const at = (k: string, p: string) => noteCallbackAddress(stage.portal, SECRET, k, p);
  assert.equal(await at(key, proof), 'accepted');
  for (const [k, p] of [
    [key, proof.replace(/^./, (c) => (c === 'a' ? 'b' : 'a'))],
    [key, ''],
    ['x', proof],
    [proof, key],
    [key, `${proof}0`],
  ] as const)
    assert.equal(await at(k, p), 'refused');
  assert.equal(await noteCallback(stage.portal, SECRET, '{"paymentId":"x"}', 't=1,v1=00'), 'refused');
});

test('a receipt is a sealed PDF with the amount, its words in the language of the case', async () => {
  const { rows } = await stage.owner.query<{ content_hash: string; filename: string }>(
    `select content_hash, filename from cases.payment_documents where kind = 'receipt' limit 1`,
  );
  const bytes = await readContent(stage.owner, stage.world.files, rows[0]!.content_hash);
  assert.match(rows[0]!.filename, /^Quittung-2027-/);
  assert.match(bytes.toString('latin1'), /\/ByteRange/);
  assert.match(await stage.world.textOf(bytes), /Quittung.*CHF 20\.00/s);
});

const finance = async <T>(who: string, work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(stage.workplace, await stage.secretOf(who), work);

test('a credit without a known reference is given to the invoice of a case by the finance office, and settles it once', async () => {
  await order('demo-payment:online, qr-bill:invoice');
  await choose('qr-bill');
  const reference = stage.memory.reference!;
  const statement = bankStatement({ amount: '18.00', currency: 'CHF', reference: null, day: stage.today() });
  const [invoice] = await payments();
  statement.entries[0]!.amount = (
    await stage.owner.query<{ amount: string }>('select amount::text from cases.payments where payment_id = $1', [invoice!.payment_id])
  ).rows[0]!.amount;
  const file = Buffer.from(JSON.stringify(statement));
  for (let times = 0; times < 2; times++)
    await importBankFile(
      stage.owner,
      file,
      () => statement,
      stage.now(),
      () => 'beispielwil',
    );
  const [credit, ...others] = (await finance('beat', listCredits)).filter(({ judged }) => judged === 'unknown');
  assert.equal(others.length, 0, 'read twice, it is there once');
  assert.deepEqual(await finance('ruth', listCredits), [], 'another authority sees none of it');
  const wish = (number: string, key = credit!.key) =>
    finance('beat', (scope) =>
      wishMoney(scope, { id: randomUUID(), kind: 'assign', credit: key, reference: number, reason: 'Name stimmt' }),
    );
  assert.equal(await wish('2027-AAAA-AAAA'), 'reference');
  assert.equal(await wish(reference, 'x'), 'not-found');
  assert.equal(await wish(reference), 'done');
  await stage.settle();
  assert.deepEqual(
    (await payments()).map(({ state }) => state),
    ['settled'],
  );
  assert.equal(
    (await finance('beat', listCredits)).some(({ key }) => key === credit!.key),
    false,
  );
});

test('what two people write off lets the case go on without money; what still comes goes back', async () => {
  await order('demo-payment:online, qr-bill:invoice');
  await choose('qr-bill');
  const [invoice] = await payments();
  const wished = () =>
    finance('beat', (scope) =>
      wishMoney(scope, { id: randomUUID(), kind: 'write-off', payment: invoice!.payment_id, reason: 'Härtefall' }),
    );
  assert.equal(
    await finance('ruth', (scope) =>
      wishMoney(scope, { id: randomUUID(), kind: 'write-off', payment: invoice!.payment_id, reason: 'Härtefall' }),
    ),
    'not-found',
  );
  assert.equal(await wished(), 'done');
  assert.equal(await wished(), 'state', 'it waits for a second person already');
  const [act] = await finance('beat', (scope) => listMoneyActs(scope));
  assert.equal(await finance('beat', (scope) => decideMoney(scope, act!.id, 'confirmed')), 'own');
  await stage.secretOf('nora');
  await stage.owner.query(
    `update cases.sessions s set principals = s.principals || 'office:beispielwil/sports-office#finance'::text, memberships = replace(s.memberships::text, '"lead"', '"lead", "finance"')::jsonb
     from cases.persons p where p.person_id = s.person_id and p.subject = 'nora'`,
  );
  assert.equal(await finance('nora', (scope) => decideMoney(scope, act!.id, 'confirmed')), 'done');
  await stage.settle();
  const { rows } = await stage.owner.query<{ outcome: string | null }>('select outcome from cases.cases where reference = $1', [
    stage.memory.reference,
  ]);
  assert.equal(rows[0]!.outcome, 'issued');
  const secret = await stage.secretOf(stage.memory.applicant!);
  const seen = await withSession(stage.portal, secret, (scope) => readCase(scope, stage.memory.reference!, 'de'));
  assert.equal(seen!.fee!.state, 'waived');
  assert.equal(
    (await payments()).some(({ state }) => state === 'settled'),
    false,
  );
  await stage.act('bank', { amount: '18.00' });
  const late = await stage.owner.query<{ judged: string }>('select judged from cases.bank_entries where reference = $1', [
    invoice!.provider_id,
  ]);
  assert.deepEqual(late.rows, [{ judged: 'late' }]);
});
