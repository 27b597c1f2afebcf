import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCrashSteps } from './run.ts';
import { crashStage } from './stage.ts';

test('a worker that ends between any two steps of a case or of its way to the archive leaves nothing doubled, lost, loose or destroyed too early', async () => {
  const { options, end } = await crashStage();
  try {
    const found = await runCrashSteps({ ...options, points: 4, seed: 7 });
    assert.deepEqual(found.faults, []);
    assert.deepEqual([found.loose, found.doubledMails], [0, 0]);
    assert.ok(found.early > 0, 'destruction was tried before the archive had answered');
    assert.ok(Object.values(found.killed).reduce((sum, count) => sum + count, 0) >= 3, JSON.stringify(found.killed));
  } finally {
    await end();
  }
});
