import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a receive task waits for its message, and its boundary timer for the time', async () => {
  const caseId = await bench.startElement('receive-task', { case: { id: 'c' } });
  assert.deepEqual(await bench.at(caseId), ['await-reply']);
  await bench.message(caseId, 'reply', { said: 'yes' });
  assert.ok(await bench.ended(caseId));
  assert.equal((await bench.root(caseId)).said, 'yes');

  const late = await bench.startElement('receive-task', { case: { id: 'c' } });
  bench.clock.wait(10 * 24 * 3600);
  await bench.engine.drain();
  assert.ok((await bench.history(late)).includes('completed late'));
  assert.ok(await bench.ended(late));
});

test('a message that came before is taken out of the inbox', async () => {
  const { newCaseId } = await import('../../test/kit.ts');
  const early = newCaseId();
  const definitionId = await bench.deployElement('receive-task');
  await bench.engine.enqueue(bench.database.pool, early, 'start', { type: 'start', definitionId, variables: { case: { id: 'c' } } });
  await bench.engine.drain();
  assert.equal((await bench.message(early, 'other')).code, 'stored');
  await bench.message(early, 'reply');
  assert.ok(await bench.ended(early));
});
