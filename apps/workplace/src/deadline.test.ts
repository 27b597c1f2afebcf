import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadlineWords } from './deadline.ts';
import type { Visit } from './visit.ts';

const words = (due: string | null, lang = 'de'): string => {
  const t = Object.assign(
    (key: string, args?: Record<string, unknown>) => `${key.split('.').at(-1)}${args ? ` ${Object.values(args).join()}` : ''}`,
    { has: () => true, word: () => null, lang },
  ) as unknown as Visit['t'];
  const { date, left, late } = deadlineWords({ t, lang: lang as 'de' }, due, '2026-11-20');
  return [date, left, late ? 'red' : ''].filter(Boolean).join(', ');
};

test('a deadline is said with its weekday and how far it is away', () => {
  assert.equal(words('2026-11-20'), 'Fr 20.11., today');
  assert.equal(words('2026-11-25'), 'Mi 25.11., left 5');
  assert.equal(words('2026-11-19'), 'Do 19.11., late 1, red');
  assert.equal(words(null), 'none');
});

test('a deadline of another year says the year', () => {
  assert.equal(words('2027-01-04'), 'Mo 4.1.2027, left 45');
  assert.equal(words('2027-01-04', 'en'), 'Mon 4 Jan 2027, left 45');
});
