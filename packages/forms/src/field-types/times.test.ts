import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../typed-text.ts';
import type { FieldType } from './field-type.ts';
import { period } from './period/period.ts';
import { time } from './time/time.ts';

const parse = (type: FieldType, raw: string) => type.parse(typed(raw), { lines: 'one', today: '2026-11-22' });

test('times of day are understood as people write them', () => {
  assert.deepEqual(parse(time, '14.12'), { value: '14:12' });
  for (const raw of ['8', '8 Uhr', '8.00', '08:00', '0800', '8h', '8 h 00']) assert.deepEqual(parse(time, raw), { value: '08:00' }, raw);
  for (const bad of ['25.00', '8.75', 'noon']) assert.deepEqual(parse(time, bad), { problem: 'time' }, bad);
});

test('lengths of time are understood in four languages', () => {
  for (const raw of ['3 Tage', '3 jours', '3 giorni', '3 days', '3d']) assert.deepEqual(parse(period, raw), { value: '3 days' }, raw);
  for (const bad of ['Tage', '3', '3 moons']) assert.deepEqual(parse(period, bad), { problem: 'period' }, bad);
  assert.deepEqual(period.display('3 days', { t: { lang: 'fr' } } as never), ['3\u00a0jours']);
});
