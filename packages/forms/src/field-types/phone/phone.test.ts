import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../../typed-text.ts';
import { phone } from './phone.ts';

const parse = (raw: string) => phone.parse(typed(raw), { lines: 'one', today: '2026-11-22' });

test('Swiss numbers are understood in all usual writings', () => {
  for (const raw of [
    '041 210 12 34',
    '0412101234',
    '041-210-12-34',
    '+41 41 210 12 34',
    '0041 41 210 12 34',
    '+41 (0)41 210.12.34',
    '(041) 210 12 34',
  ]) {
    assert.deepEqual(parse(raw), { value: '+41412101234' }, raw);
  }
});

test('foreign numbers need their country code', () => {
  assert.deepEqual(parse('+49 30 901820'), { value: '+4930901820' });
  for (const bad of ['030 9018', '12345', '+41 41 210 12', 'call me', '+0 123 456 789'])
    assert.deepEqual(parse(bad), { problem: 'phone' }, bad);
});

test('a number is shown in groups', () => assert.deepEqual(phone.display('+41412101234', undefined as never), ['+41 41 210 12 34']));
