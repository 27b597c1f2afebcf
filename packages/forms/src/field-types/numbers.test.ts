import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../typed-text.ts';
import { decimal } from './decimal/decimal.ts';
import type { FieldType } from './field-type.ts';
import { integer } from './integer/integer.ts';
import { money } from './money/money.ts';

const parse = (type: FieldType, raw: string) => type.parse(typed(raw), { lines: 'one', today: '2026-11-22' });

test('whole numbers may have groups but no decimals', () => {
  for (const raw of ['1200', "1'200", '1’200', '1 200', '+1200']) assert.deepEqual(parse(integer, raw), { value: 1200 }, raw);
  assert.deepEqual(parse(integer, '-0'), { value: 0 });
  for (const bad of ['1.5', 'four', '1e3', '0x10', '99999999999999999999', '--1'])
    assert.deepEqual(parse(integer, bad), { problem: 'integer' }, bad);
  assert.equal(Object.is((parse(integer, '-0') as { value: number }).value, 0), true);
});

test('decimals take comma or dot', () => {
  assert.deepEqual(parse(decimal, '4,5'), { value: 4.5 });
  assert.deepEqual(parse(decimal, '1.200,50'), { value: 1200.5 });
  assert.deepEqual(parse(decimal, '0.1234567890123456'), { problem: 'decimal' });
  assert.deepEqual(parse(decimal, 'Infinity'), { problem: 'decimal' });
});

test('amounts are understood with the currency and get two decimals', () => {
  for (const raw of ['12.50', '12,5', 'Fr. 12.50', 'CHF 12.50', '12.50 Franken'])
    assert.deepEqual(parse(money, raw), { value: '12.50' }, raw);
  assert.deepEqual(parse(money, 'Fr. 1’200.–'), { value: '1200.00' });
  assert.deepEqual(parse(money, '0012'), { value: '12.00' });
  for (const bad of ['12.505', 'CHF', 'much']) assert.deepEqual(parse(money, bad), { problem: 'money' }, bad);
  assert.deepEqual([money.check('12.50'), money.check(12.5)], [null, 'money']);
});

test('minus zero is zero', () => {
  for (const type of [decimal, integer]) assert.deepEqual(parse(type, '-0'), { value: 0 });
});
