import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timerInstant } from './timer-instant.ts';

const NOW = '2027-03-27T12:00:00Z';
const ZONE = 'Europe/Zurich';

test('a date runs until the end of its local day, also on the day the clocks change', () => {
  assert.equal(timerInstant('date', '2027-03-11', NOW, ZONE), '2027-03-11T23:00:00.000Z');
  assert.equal(timerInstant('date', '2027-03-28', NOW, ZONE), '2027-03-28T22:00:00.000Z');
});

test('date and time in all spellings of FEEL and Temporal', () => {
  for (const text of [
    '2027-03-11T09:00:00+01:00',
    '2027-03-11T08:00:00Z',
    '2027-03-11T09:00:00',
    '2027-03-11T09:00:00@Europe/Zurich',
    '2027-03-11T09:00:00+01:00[Europe/Zurich]',
    '2027-03-11T09:00[Europe/Zurich]',
  ]) {
    assert.equal(timerInstant('date', text, NOW, ZONE), '2027-03-11T08:00:00.000Z', text);
  }
});

test('days of a duration are local days, hours are hours', () => {
  assert.equal(timerInstant('duration', 'P1D', NOW, ZONE), '2027-03-28T11:00:00.000Z');
  assert.equal(timerInstant('duration', 'PT24H', NOW, ZONE), '2027-03-28T12:00:00.000Z');
});

test('anything else is a failure that does not repeat the value', () => {
  for (const value of ['soon', '10 days', '2027-02-30', null, 5, {}]) {
    assert.throws(
      () => timerInstant('date', value, NOW, ZONE),
      (error: Error & { code: string }) => error.code === 'timer-invalid' && !error.message.includes('soon'),
    );
  }
});
