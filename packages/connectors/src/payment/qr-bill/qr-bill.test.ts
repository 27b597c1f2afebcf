import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { billCode } from './code.ts';
import {
  checkDigitMod10,
  creditorReference,
  isCreditorReference,
  isIban,
  isQrIban,
  isQrReference,
  qrReference,
  spaced,
} from './numbers.ts';
import { billPayload, fit, type Bill } from './payload.ts';
import { billReference, createBillProvider, printBill } from './provider.ts';

const QR_IBAN = 'CH4431999123000889012';
const IBAN = 'CH5800791123000889012';
const creditor = { name: 'Robert Schneider AG', street: 'Rue du Lac', houseNumber: '1268', zip: '2501', town: 'Biel', country: 'CH' };
const debtor = {
  name: 'Pia-Maria Rutschmann-Schnyder',
  street: 'Grosse Marktgasse',
  houseNumber: '28',
  zip: '9400',
  town: 'Rorschach',
  country: 'CH',
};
const bill: Bill = {
  iban: QR_IBAN,
  creditor,
  debtor,
  amount: '1949.75',
  currency: 'CHF',
  reference: '210000000003139471430009017',
  message: 'Order of 15 June 2020',
};

test('check digits of published examples hold, and any changed digit breaks them', () => {
  assert.ok(isIban('CH44 3199 9123 0008 8901 2') && isQrIban(QR_IBAN) && isIban(IBAN) && !isQrIban(IBAN));
  assert.ok(isQrReference('210000000003139471430009017'));
  assert.equal(checkDigitMod10('21000000000313947143000901'), '7');
  assert.equal(creditorReference('539007547034'), 'RF18539007547034');
  assert.ok(isCreditorReference('RF18539007547034') && !isCreditorReference('RF19539007547034'));
  fc.assert(
    fc.property(fc.stringMatching(/^\d{26}$/), fc.nat(26), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const reference = qrReference(digits);
      const changed = reference.slice(0, at) + String((Number(reference[at]) + by) % 10) + reference.slice(at + 1);
      return isQrReference(reference) && !isQrReference(changed);
    }),
    { numRuns: 200 },
  );
});

test('numbers are shown in the groups that the style guide asks for', () => {
  assert.equal(spaced('210000000003139471430009017'), '21 00000 00003 13947 14300 09017');
  assert.equal(spaced(QR_IBAN), 'CH44 3199 9123 0008 8901 2');
  assert.equal(spaced('RF18539007547034'), 'RF18 5390 0754 7034');
});

test('the payload has the fields of version 2.3 in their order, structured addresses only', () => {
  assert.equal(
    billPayload(bill),
    [
      `SPC|0200|1|${QR_IBAN}`,
      'S|Robert Schneider AG|Rue du Lac|1268|2501|Biel|CH',
      '||||||',
      '1949.75|CHF',
      'S|Pia-Maria Rutschmann-Schnyder|Grosse Marktgasse|28|9400|Rorschach|CH',
      'QRR|210000000003139471430009017|Order of 15 June 2020|EPD',
    ]
      .join('|')
      .replaceAll('|', '\n'),
  );
  const open = billPayload({ ...bill, iban: IBAN, reference: 'RF18539007547034', debtor: null }).split('\n');
  assert.deepEqual(open.slice(20, 29), ['', '', '', '', '', '', '', 'SCOR', 'RF18539007547034']);
  assert.equal(open.length, 31);
});

test('a reference that does not belong to the account, a wrong account and amounts that no bill can have are refused', () => {
  for (const changes of [
    { reference: 'RF18539007547034' },
    { iban: IBAN },
    { iban: 'CH4431999123000889013' },
    { iban: 'DE89370400440532013000' },
    { reference: '210000000003139471430009018' },
    { amount: '0.00' },
    { amount: '1000000000.00' },
    { amount: '-1.00' },
    { creditor: { ...creditor, town: '' } },
  ] as Partial<Bill>[])
    assert.throws(() => billPayload({ ...bill, ...changes }), { code: 'bad-inputs' }, JSON.stringify(changes));
});

test('text of any kind fits: letters of Europe stay, others become the nearest, lines never break, lengths hold', () => {
  assert.equal(fit('Žofia Łuczak ÿ Ț €', 70), 'Žofia Łuczak ÿ Ț €');
  assert.equal(
    fit('Nguyễn\nVăn  An', 70),
    'Nguyên Van An'.replace('ê', 'e').replace('Nguyen', fit('Nguyễn', 70)).replace('Van', fit('Văn', 70)),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.string({ maxLength: 200 }), (name, message) => {
      const lines = billPayload({ ...bill, debtor: { ...debtor, name: `X${name}` }, message }).split('\n');
      return lines.length === 31 && lines[21]!.length <= 70 && lines[29]!.length <= 140;
    }),
    { numRuns: 200 },
  );
});

test('the code has 46 mm, the cross in its middle, and fits for the longest content; what cannot fit at all is refused', () => {
  const wide = (letter: string) => {
    const long = letter.repeat(200);
    return { ...bill, creditor: { name: long, street: long, houseNumber: long, zip: long, town: long, country: 'CH' }, message: long };
  };
  for (const each of [bill, wide('x'), { ...wide('x'), debtor: wide('x').creditor }, wide('Ä')]) {
    const svg = billCode(billPayload(each));
    assert.match(svg, /width="46mm" height="46mm" viewBox="0 0 46 46"/);
    assert.match(svg, /<rect x="19.5" y="19.5" width="7" height="7" fill="#fff"\/>/);
  }
  assert.ok(billPayload({ ...wide('Ä'), debtor: wide('Ä').creditor }).split('\n')[29] === '', 'the message gives way');
  assert.throws(() => billPayload({ ...bill, creditor: { ...creditor, country: 'Schweiz' } }), { code: 'bad-inputs' });
});

test('the same payment has the same reference, another payment another, each with the number of its municipality', () => {
  const first = billReference(QR_IBAN, '1061', 'key');
  assert.equal(billReference(QR_IBAN, '1061', 'key'), first);
  assert.ok(first.startsWith('001061') && isQrReference(first));
  const many = new Set(Array.from({ length: 500 }, (_, at) => billReference(QR_IBAN, '1061', `key ${at}`)));
  assert.equal(many.size, 500);
  assert.ok(isCreditorReference(billReference(IBAN, '1061', 'key')));
  assert.ok(isCreditorReference(billReference(IBAN, null, 'key')));
});

test('an invoice is settled by what the bank tells, from the full amount on, and goes back by hand', async () => {
  let told: { rappen: number; at: string } | null = null;
  const account = { iban: QR_IBAN, creditor };
  const provider = createBillProvider({
    id: 'bill',
    account: (authority) => (authority === 'a' ? account : null),
    ledger: { credited: async () => told },
  });
  const ordered = { total: '20.00', currency: 'CHF', idempotencyKey: 'k' };
  const states: string[] = [];
  for (const rappen of [null, 1999, 2000, 2500]) {
    told = rappen === null ? null : { rappen, at: '2027-03-05T00:00:00.000Z' };
    states.push((await provider.state('r', ordered)).state, (await provider.expire('r', ordered)).state);
  }
  assert.deepEqual(states, ['pending', 'expired', 'pending', 'expired', 'settled', 'settled', 'settled', 'settled']);
  const refund = { paymentId: 'r', settlementId: 'r', amount: '20.00', currency: 'CHF', idempotencyKey: 'k', attempt: 0 };
  assert.equal((await provider.refund(refund)).outcome, 'by-hand');
  const order = {
    items: [],
    total: '20.00',
    currency: 'CHF' as const,
    reference: 'x',
    returnUrl: '',
    callbackUrl: '',
    expiresAt: '',
    language: 'de',
    bfs: null,
  };
  await assert.rejects(provider.create({ ...order, authority: 'b' }, 'k'), { code: 'not-allowed' });
});

test('what is printed beside the code is what the code says', () => {
  const printed = printBill(bill);
  assert.deepEqual(
    [printed.account, printed.reference, printed.amount, printed.creditor, printed.debtor],
    [
      'CH44 3199 9123 0008 8901 2',
      '21 00000 00003 13947 14300 09017',
      '1 949.75',
      ['Robert Schneider AG', 'Rue du Lac 1268', '2501 Biel'],
      ['Pia-Maria Rutschmann-Schnyder', 'Grosse Marktgasse 28', '9400 Rorschach'],
    ],
  );
});
