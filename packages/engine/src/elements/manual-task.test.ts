import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('manual tasks, tasks without kind and none throw events are passed and told in the history', async () => {
  const caseId = await bench.startElement('manual-task');
  assert.ok(await bench.ended(caseId));
  assert.ok((await bench.history(caseId)).includes('completed shelve'));
  assert.ok((await bench.history(caseId)).includes('completed remember'));
  const passed = await bench.startElement('none-events');
  assert.ok((await bench.history(passed)).includes('completed half-way'));
});
