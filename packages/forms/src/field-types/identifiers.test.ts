import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../typed-text.ts';
import { ahvNumber } from './ahv-number/ahv-number.ts';
import type { FieldType } from './field-type.ts';
import { iban } from './iban/iban.ts';
import { uid } from './uid/uid.ts';

const parse = (type: FieldType, raw: string) => type.parse(typed(raw), { lines: 'one', today: '2026-11-22' });

test('the insurance number is checked by its last digit, dots and blanks do not matter', () => {
  for (const raw of ['756.9217.0769.85', '7569217076985', '756 9217 0769 85'])
    assert.deepEqual(parse(ahvNumber, raw), { value: '7569217076985' }, raw);
  for (const bad of ['756.9217.0769.84', '757.9217.0769.85', '756921707698'])
    assert.deepEqual(parse(ahvNumber, bad), { problem: 'ahvNumber' }, bad);
  assert.deepEqual(ahvNumber.display('7569217076985', undefined as never), ['756.9217.0769.85']);
});

test('an insurance number that is kept shows itself masked, and typed again as shown it stays', () => {
  const token = 'vault:0b9c2b1e-6d0f-4e39-9a55-0c6f5b7d2a11';
  const [mask] = ahvNumber.display(token, undefined as never);
  assert.doesNotMatch(mask!, /\d{4}/);
  assert.equal(ahvNumber.typed(token, undefined as never)[''], mask);
  assert.equal(ahvNumber.check(token), null);
  const again = (before: unknown) => ahvNumber.parse(typed(mask!), { lines: 'one', today: '2026-11-22', before: () => before });
  assert.deepEqual(again(token), { value: token });
  assert.deepEqual(again(null), { problem: 'ahvNumber' });
  assert.deepEqual(parse(ahvNumber, token), { problem: 'ahvNumber' }, 'nobody types a token');
});

test('an account number is checked by its remainder and length', () => {
  for (const raw of ['CH93 0076 2011 6238 5295 7', 'ch9300762011623852957', 'CH93-0076-2011-6238-5295-7'])
    assert.deepEqual(parse(iban, raw), { value: 'CH9300762011623852957' }, raw);
  for (const bad of ['CH93 0076 2011 6238 5295 8', 'CH93', '- - -', 'DE89 3704 0044 0532 0130'])
    assert.deepEqual(parse(iban, bad), { problem: 'iban' }, bad);
  assert.deepEqual(iban.display('CH9300762011623852957', undefined as never), ['CH93 0076 2011 6238 5295 7']);
});

test('a company number is checked by its last digit', () => {
  for (const raw of ['CHE-123.456.788', 'che123456788', '123456788', 'CHE-123.456.788 MWST'])
    assert.deepEqual(parse(uid, raw), { value: 'CHE123456788' }, raw);
  for (const bad of ['CHE-123.456.789', 'CHE', 'ADM-123.456.788']) assert.deepEqual(parse(uid, bad), { problem: 'uid' }, bad);
});
