import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a cancel end event ends what runs, undoes what completed and leaves by the cancel boundary event', async () => {
  const caseId = await bench.startElement('transaction', { yes: false });
  await bench.completeJob('do.buy');
  await bench.completeTask(caseId, 'agree');
  assert.deepEqual(await bench.at(caseId), ['cancelled', 'give-back', 'trade']);
  await bench.completeJob('do.give-back');
  assert.ok(await bench.ended(caseId));
  const history = await bench.history(caseId);
  assert.ok(history.includes('cancelled wait'));
  assert.ok(history.includes('completed off'));
});

test('without cancelling it is a subprocess', async () => {
  const caseId = await bench.startElement('transaction', { yes: true });
  await bench.completeJob('do.buy');
  await bench.completeTask(caseId, 'agree');
  await bench.completeTask(caseId, 'wait');
  assert.ok(await bench.ended(caseId));
  assert.ok((await bench.history(caseId)).includes('completed end'));
});
