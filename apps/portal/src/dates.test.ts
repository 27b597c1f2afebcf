import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearDay, nearInstant, timeLeft } from './dates.ts';
import type { Visit } from './visit.ts';

/** Saturdays, Sundays and Wednesday, 25 November are days off. */
const dayOff = (_: string, day: string): boolean => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()) || day === '2026-11-25';

const visit = {
  lang: 'de',
  t: (key: string, args: Record<string, unknown> = {}) => [key.split('.').at(-1), ...Object.values(args)].join(' '),
  site: {
    context: {
      clock: () => '2026-11-20T09:00:00Z',
      catalogue: { authorities: { canton: { id: 'ex', zone: 'Europe/Zurich' }, dayOff } },
    },
  },
} as unknown as Visit;

test('a date names its year only where it is not this one', () => {
  assert.equal(nearDay('2026-11-25', visit), 'Mittwoch, 25. November');
  assert.equal(nearDay('2027-01-04', visit), 'Montag, 4. Januar 2027');
  assert.equal(nearInstant('2026-11-11T18:42:00Z', visit), 'instant Mittwoch, 11. November 19 42');
});

test('the time left counts working days of the authority, the last day included', () => {
  assert.equal(timeLeft('2026-11-24', visit), 'left workingDay 2');
  assert.equal(timeLeft('2026-11-26', visit), 'left workingDay 3', 'a day off is not counted');
  assert.equal(timeLeft('2026-11-20', visit), 'today');
  assert.equal(timeLeft('2026-11-22', visit), null, 'only a weekend lies before it');
  assert.equal(timeLeft('2026-11-19', visit), null, 'it has passed');
  assert.equal(timeLeft('2027-06-01', visit), null, 'far away');
});
