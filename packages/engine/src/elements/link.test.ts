import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a link goes on at the catch event of its name', async () => {
  const caseId = await bench.startElement('link');
  await bench.completeTask(caseId, 'first-page');
  assert.deepEqual(await bench.at(caseId), ['second-page']);
  await bench.completeTask(caseId, 'second-page');
  assert.ok(await bench.ended(caseId));
});
