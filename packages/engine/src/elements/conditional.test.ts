import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const set = (caseId: string, rootVariables: Record<string, unknown>) =>
  bench.command(caseId, { type: 'set-variables', actor: 'x', rootVariables });

test('a condition is looked at whenever names change, and counts when it becomes true', async () => {
  const caseId = await bench.startElement('conditional', { documents: 0, urgency: 0, withdrawn: false });
  await set(caseId, { documents: 1 });
  assert.deepEqual(await bench.at(caseId), ['complete-file']);
  await set(caseId, { documents: 2 });
  assert.deepEqual(await bench.at(caseId), ['work']);
  await set(caseId, { urgency: 6 });
  await set(caseId, { urgency: 7 });
  assert.deepEqual(await bench.at(caseId), ['hurry', 'work']);
  await set(caseId, { urgency: 1 });
  await set(caseId, { urgency: 9 });
  assert.deepEqual(await bench.at(caseId), ['hurry', 'hurry', 'work']);
  await bench.completeTask(caseId, 'hurry', { withdrawn: true });
  assert.deepEqual(await bench.at(caseId), ['hurry']);
});

test('one that is true already when it is waited for counts at once', async () => {
  const caseId = await bench.startElement('conditional', { documents: 3, urgency: 9, withdrawn: false });
  assert.deepEqual(await bench.at(caseId), ['hurry', 'work']);
});
