import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bankFile, credit } from './bank-file.testing.ts';
import { readCamt } from './read-camt.ts';

const read = (text: string) => readCamt(Buffer.from(text));

test('a credit with a QR reference is read with amount, day, payer and account, from versions 04 and 08 alike', () => {
  for (const version of ['04', '08'] as const) {
    const { entries, kind, messageId } = read(bankFile({ version, credits: [credit({ amount: '20.00', reference: '00 10610 12345' })] }));
    assert.deepEqual([kind, messageId, entries.length], ['camt.054', 'MSG-1', 1]);
    const [{ key, ...entry }] = entries as [(typeof entries)[0]];
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.deepEqual(entry, {
      iban: 'CH4431999123000889012',
      direction: 'credit',
      reversal: false,
      bookedOn: '2027-03-05',
      valueOn: '2027-03-05',
      amount: '20.00',
      currency: 'CHF',
      reference: '001061012345',
      payer: { name: 'Pia Rutschmann', iban: 'CH5800791123000889012' },
    });
  }
});

test('a collective credit is told movement by movement, and one that does not sum up refuses the file', () => {
  const credits = [credit({ amount: '20.00' }), credit({ amount: '5.5', bankReference: 'B2' })];
  assert.deepEqual(
    read(bankFile({ credits, collective: '25.50' })).entries.map(({ amount }) => amount),
    ['20.00', '5.50'],
  );
  assert.throws(() => read(bankFile({ credits, collective: '25.00' })), { code: 'bank-file-invalid', message: /sum up/ });
});

test('the same movement has the same key in the notification and in the statement, another movement another', () => {
  const credits = [credit({ amount: '20.00' }), credit({ amount: '20.00', bankReference: 'B2' })];
  const keys = (kind: '053' | '054') => read(bankFile({ kind, credits })).entries.map(({ key }) => key);
  assert.deepEqual(keys('053'), keys('054'));
  assert.equal(new Set(keys('053')).size, 2);
});

test('what is only announced is no money, a debit and a reversal are told as such', () => {
  const text = bankFile({
    credits: [
      credit({ amount: '1.00', status: 'PDNG' }),
      credit({ amount: '2.00', direction: 'DBIT', bankReference: 'B2' }),
      credit({ amount: '3.00', reversal: true, bankReference: 'B3' }),
    ],
  });
  assert.deepEqual(
    read(text).entries.map(({ amount, direction, reversal }) => [amount, direction, reversal]),
    [
      ['2.00', 'debit', false],
      ['3.00', 'credit', true],
    ],
  );
});

test('other files, other versions, document types, bombs and amounts that are none are refused with their place and no content', () => {
  const good = bankFile({ credits: [credit({ amount: '20.00' })] });
  const files: [string, RegExp][] = [
    ['', /xml-malformed/],
    [good.replace('<Document', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><Document'), /xml-doctype/],
    [good.replace('camt.054.001.08', 'camt.054.001.02'), /camt\.053 or camt\.054/],
    [good.replace('camt.054.001.08', 'pain.001.001.09'), /camt\.053 or camt\.054/],
    [good.replaceAll('>20.00<', '>2e3<'), /an amount/],
    [good.replaceAll('>20.00<', '>20.005<'), /an amount/],
    [good.replaceAll('Ccy="CHF"', ''), /an amount/],
    [good.replaceAll('CRDT', 'PLUS'), /CRDT or DBIT/],
    [good.replace('>2027-03-05</Dt></BookgDt>', '>5.3.2027</Dt></BookgDt>'), /a day of booking/],
    [good.replace(/<MsgId>.*<\/MsgId>/, ''), /a message id/],
    [good.slice(0, -20), /xml-malformed/],
  ];
  for (const [text, said] of files)
    assert.throws(
      () => read(text),
      (error: Error & { code?: string }) =>
        error.code === 'bank-file-invalid' && said.test(error.message) && !error.message.includes('Rutschmann'),
      String(said),
    );
});
