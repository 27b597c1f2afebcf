import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planOf } from '../tools/bench/durability/plan.ts';
import { runDurability } from '../tools/bench/durability/run.ts';

const KILLS = 20;
/** Seconds; on a machine of its own it is 22, and whatever else runs here makes it longer. */
const LONGEST = 180;

// The long run: npm run bench -- durability 500
test(`nodes killed ${KILLS} times, frozen and cut off while the database restarts: nothing acknowledged is lost, nothing counts twice, every open case has an owner`, async (t) => {
  const seed = Number(process.env['DURABILITY_SEED'] ?? Date.now() % 1_000_000_000);
  t.diagnostic(`seed ${seed}`);
  const plan = planOf(KILLS);
  const result = await runDurability({ seed, plan, nodes: 3, perSecond: 6, longestPickup: LONGEST, log: () => {} });
  const { lost, twice, wrong, unowned, late, accidents } = result;
  const nothing = { lost: [], twice: [], wrong: [], unowned: [], late: [], accidents: [] };
  assert.deepEqual({ lost, twice, wrong, unowned, late, accidents }, nothing, `seed ${seed}`);
  assert.ok(result.lives > 30, `${result.lives} lives`);
  assert.ok(result.looks > 30, `${result.looks} looks`);
  assert.ok(result.pickup.jobs > 0, `${result.pickup.jobs} jobs, the slowest after ${result.pickup.slowest} s`);
  assert.deepEqual([result.kills, result.freezes], [plan.kills, plan.freezes]);
  assert.ok(result.cuts.answer > 0, 'an answer to a commit was lost');
});
