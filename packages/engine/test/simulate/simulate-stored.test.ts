import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { simulateStored } from './simulate-stored.ts';

/** Seconds of each kind; a longer run is `npm run bench -- simulate 1000 1 stored`. */
const SECONDS = 8;
const CRASHES = 0.04;
const first = Number(process.env['SIMULATION_SEED'] ?? 1);

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase({ schema: 'engine' });
});
afterEach(() => database.drop());

for (const [together, title] of [
  [false, 'one after another'],
  [true, 'at the same moment on two nodes'],
] as const) {
  test(`commands for several cases ${title}, by nodes that die between any two round trips, leave exactly what their history does once in memory`, async (t) => {
    const end = performance.now() + SECONDS * 1000;
    let [crashes, commands, given, histories] = [0, 0, 0, 0];
    for (; histories < 500 && (performance.now() < end || histories < 3); histories += 1) {
      const run = await simulateStored(database.pool, first + histories, { together, crashes: CRASHES, cases: 4 });
      crashes += run.crashes;
      commands += run.commands;
      given += run.given;
    }
    t.diagnostic(`${histories} histories, ${commands} commands, ${crashes} crashes, ${given} jobs given as they were made`);
    assert.ok(crashes > histories, `${crashes} crashes`);
  });
}

test('a seed repeats its history on a database exactly, crashes included', async () => {
  const runs = [1, 2].map((run) => () => simulateStored(database.pool, 4, { together: false, crashes: CRASHES, cases: 2, run }));
  const [one, other] = [await runs[0]!(), await runs[1]!()];
  assert.equal(one.state, other.state);
  assert.equal(one.crashes, other.crashes);
});
