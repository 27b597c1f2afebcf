import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { decideMoney, importBankFile, listCredits, listMoneyActs, readCase, wishMoney, withSession } from '@einwohnerportal/cases';
import { bankStatement } from '../packages/cases/src/scenario/bank-statement.ts';
import { ALL, openFeeStage, type FeeStage } from './support/fee-stage.ts';

let fees: FeeStage;
before(async () => (fees = await openFeeStage()));
after(() => fees?.end());
afterEach(() => fees.assertNothingTwice());

const finance = async <T>(who: string, work: Parameters<typeof withSession<T>>[2]): Promise<T> =>
  withSession(fees.stage.workplace, await fees.stage.secretOf(who), work);

test('an invoice in parts, too much, in another currency: only francs count, what is too much stays open for a person', async () => {
  await fees.order(ALL);
  await fees.choose('qr-bill');
  await fees.stage.act('bank', { amount: '12.00' });
  await fees.stage.act('bank', { amount: '8.00', currency: 'EUR' });
  assert.deepEqual([await fees.judged(), await fees.outcome()], [['currency open', 'part open'], null]);
  await fees.stage.act('bank', { amount: '9.50' });
  assert.deepEqual([await fees.states(), await fees.outcome()], [['settled'], 'issued']);
  assert.deepEqual((await fees.judged()).toSorted(), ['currency open', 'over open', 'part']);
  await fees.stage.act('bank', { amount: '20.00' });
  assert.ok((await fees.judged()).includes('double open'));
});

test('a credit without a known reference is given to the invoice of a case by the finance office, and settles it once', async () => {
  await fees.order('demo-payment:online, qr-bill:invoice');
  await fees.choose('qr-bill');
  const reference = fees.stage.memory.reference!;
  const statement = bankStatement({ amount: '18.00', currency: 'CHF', reference: null, day: fees.stage.today() });
  const [invoice] = await fees.payments();
  statement.entries[0]!.amount = (
    await fees.stage.owner.query<{ amount: string }>('select amount::text from cases.payments where payment_id = $1', [invoice!.payment_id])
  ).rows[0]!.amount;
  const file = Buffer.from(JSON.stringify(statement));
  for (let times = 0; times < 2; times++)
    await importBankFile(
      fees.stage.owner,
      file,
      () => statement,
      fees.stage.now(),
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
  await fees.stage.settle();
  assert.deepEqual(
    (await fees.payments()).map(({ state }) => state),
    ['settled'],
  );
  assert.equal(
    (await finance('beat', listCredits)).some(({ key }) => key === credit!.key),
    false,
  );
});

test('what two people write off lets the case go on without money; what still comes goes back', async () => {
  await fees.order('demo-payment:online, qr-bill:invoice');
  await fees.choose('qr-bill');
  const [invoice] = await fees.payments();
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
  await fees.stage.secretOf('nora');
  await fees.stage.owner.query(
    `update cases.sessions s set principals = s.principals || 'office:beispielwil/sports-office#finance'::text, memberships = replace(s.memberships::text, '"lead"', '"lead", "finance"')::jsonb
     from cases.persons p where p.person_id = s.person_id and p.subject = 'nora'`,
  );
  assert.equal(await finance('nora', (scope) => decideMoney(scope, act!.id, 'confirmed')), 'done');
  await fees.stage.settle();
  const { rows } = await fees.stage.owner.query<{ outcome: string | null }>('select outcome from cases.cases where reference = $1', [
    fees.stage.memory.reference,
  ]);
  assert.equal(rows[0]!.outcome, 'issued');
  const secret = await fees.stage.secretOf(fees.stage.memory.applicant!);
  const seen = await withSession(fees.stage.portal, secret, (scope) => readCase(scope, fees.stage.memory.reference!, 'de'));
  assert.equal(seen!.fee!.state, 'waived');
  assert.equal(
    (await fees.payments()).some(({ state }) => state === 'settled'),
    false,
  );
  await fees.stage.act('bank', { amount: '18.00' });
  const late = await fees.stage.owner.query<{ judged: string }>('select judged from cases.bank_entries where reference = $1', [
    invoice!.provider_id,
  ]);
  assert.deepEqual(late.rows, [{ judged: 'late' }]);
});
