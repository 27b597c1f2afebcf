import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../../typed-text.ts';
import { swissZipCode } from './swiss-zip-code.ts';

const parse = (raw: string) => swissZipCode.parse(typed(raw), { lines: 'one', today: '2026-11-22' });

test('four digits from 1000, with or without the country', () => {
  for (const raw of ['6010', ' 6010 ', 'CH-6010', 'ch 6010', '60 10']) assert.deepEqual(parse(raw), { value: '6010' }, raw);
  for (const bad of ['0999', '60100', '601', 'Kriens', '6010 Kriens']) assert.deepEqual(parse(bad), { problem: 'swissZipCode' }, bad);
  assert.equal(swissZipCode.check(6010), null);
});
