import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a throw event without task definition reaches whoever waits in the case, with what its inputs name', async () => {
  const caseId = await bench.startElement('message-throw', { case: { id: 'c' }, topic: 'news' });
  assert.ok(await bench.ended(caseId));
  assert.equal((await bench.root(caseId)).subject, 'news');
});

test('an end event with a task definition is a job', async () => {
  const caseId = await bench.startElement('message-end', { case: { id: 'c' } });
  await bench.completeTask(caseId, 'decide');
  await bench.completeJob('delivery.letter');
  assert.ok(await bench.ended(caseId));
});

test('a send task is a job, or sends inside the case', async () => {
  const job = await bench.startElement('send-task');
  assert.equal((await bench.engine.state(job)).jobs.length, 1);
  const sent = await bench.startElement('pool', { subject: 'x' });
  assert.ok((await bench.history(sent)).includes('completed ask-canton'));
});
