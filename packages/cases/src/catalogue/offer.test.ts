import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reaches } from './offer.ts';
import type { Offer } from './types.ts';

const offer = (state: Offer['state'], share?: number): Offer => ({
  service: 'x',
  from: '2027-01-01',
  state,
  settings: {},
  ...(share === undefined ? {} : { share }),
});
const people = Array.from({ length: 2000 }, (_, at) => `person-${at}`);

test('a pilot reaches its share of the people, always the same, and nobody falls out while it grows', () => {
  const reached = (share: number) => people.filter((person) => reaches(offer('pilot', share), person));
  const [few, more] = [reached(10), reached(40)];
  assert.ok(few.length > 140 && few.length < 260, String(few.length));
  assert.ok(few.every((person) => more.includes(person)));
  assert.deepEqual(reached(10), few);
  assert.deepEqual([reached(0).length, reached(100).length], [0, people.length]);
});

test('a pause reaches nobody, a live offer and a pilot without a share everybody', () => {
  assert.deepEqual(
    [offer('paused', 100), offer('live', 1), offer('pilot')].map((each) => reaches(each, 'person-1')),
    [false, true, true],
  );
});
