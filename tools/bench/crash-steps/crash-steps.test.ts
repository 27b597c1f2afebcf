import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCrashSteps } from './run.ts';
import { crashStage } from './stage.ts';

test('a worker that ends between any two steps of a case leaves nothing doubled, lost or loose', async () => {
  const { options, end } = await crashStage();
  try {
    const found = await runCrashSteps({ ...options, points: 8, seed: 7 });
    assert.deepEqual(found.faults, []);
    assert.deepEqual([found.loose, found.doubledMails], [0, 0]);
    assert.ok(Object.values(found.killed).reduce((sum, count) => sum + count, 0) >= 6, JSON.stringify(found.killed));
  } finally {
    await end();
  }
});
