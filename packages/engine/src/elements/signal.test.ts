import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a signal reaches everything that waits for it in the case, and is not kept', async () => {
  const caseId = await bench.startElement('signal');
  await bench.completeTask(caseId, 'raise');
  assert.deepEqual(await bench.at(caseId), ['work']);
  assert.ok((await bench.history(caseId)).includes('completed heard'));
  assert.ok((await bench.history(caseId)).includes('completed noted'));
  const outcome = await bench.command(caseId, { type: 'broadcast', signal: 'other', variables: {} });
  assert.equal(outcome.code, 'unheard');
  await bench.command(caseId, { type: 'broadcast', signal: 'stop', variables: { why: 'fire' } });
  assert.ok(await bench.ended(caseId));
  assert.equal((await bench.root(caseId)).why, 'fire');
});

test('a signal thrown in one case reaches the other cases that wait for it', async () => {
  const one = await bench.startElement('signal');
  const two = await bench.startElement('signal');
  await bench.completeTask(one, 'raise');
  await bench.engine.drain();
  assert.deepEqual(await bench.at(two), ['raise', 'work']);
  assert.ok((await bench.history(two)).includes('completed heard'));
});
