import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextCron, readCron } from './cron.ts';

const after = (text: string, at: string): string | null => nextCron(readCron(text)!, at, 'Europe/Zurich');

test('the next time of a cron expression is local time', () => {
  assert.equal(after('0 0 6 * * MON', '2027-03-01T05:00:00Z'), '2027-03-08T05:00:00.000Z');
  assert.equal(after('0 0 6 * * MON', '2027-03-28T05:00:00Z'), '2027-03-29T04:00:00.000Z');
  assert.equal(after('*/30 * * * * *', '2027-03-01T08:00:10Z'), '2027-03-01T08:00:30.000Z');
  assert.equal(after('0 15,45 8-9 * * ?', '2027-03-01T08:50:00Z'), '2027-03-02T07:15:00.000Z');
  assert.equal(after('0 0 0 1 JAN *', '2027-03-01T08:00:00Z'), '2027-12-31T23:00:00.000Z');
  assert.equal(after('@daily', '2027-03-01T08:00:00Z'), '2027-03-01T23:00:00.000Z');
  assert.equal(after('0 0 12 29 2 *', '2027-03-01T08:00:00Z'), '2028-02-29T11:00:00.000Z');
  assert.equal(after('0 0 12 1 * 7', '2027-03-02T08:00:00Z'), '2027-03-07T11:00:00.000Z');
});

test('a day that never comes is told, and what is no cron is not read', () => {
  assert.equal(after('0 0 0 30 2 *', '2027-03-01T08:00:00Z'), null);
  for (const text of [
    '',
    '* * * * *',
    '0 0 25 * * *',
    '0 0 6 L * *',
    '0 0 6 * * MON#1',
    '0 0 6-4 * * *',
    '0 */0 * * * *',
    '1--2 * * * * *',
  ])
    assert.equal(readCron(text), null, text);
});
