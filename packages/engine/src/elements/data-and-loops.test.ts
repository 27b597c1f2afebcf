import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('mapped names stay inside, results go around', async () => {
  const caseId = await bench.startElement('io-mapping', { order: { a: 1, b: 2 } });
  const { inputs } = await bench.completeJob('do.add', { total: 3 });
  assert.deepEqual(inputs, { left: 1, right: 2 });
  assert.ok(await bench.ended(caseId));
  assert.deepEqual(await bench.root(caseId), { order: { a: 1, b: 2 }, result: { sum: 3 }, sum: 3 });
});

test('a data object is a name of its subprocess, and is gone with it', async () => {
  const caseId = await bench.startElement('data-object');
  const before = await bench.engine.state(caseId);
  assert.deepEqual(
    Object.values(before.variables).find((data) => 'notes' in data),
    { notes: [] },
  );
  await bench.completeTask(caseId, 'ask', { answer: 'yes' });
  const { userTasks } = await bench.engine.state(caseId);
  assert.deepEqual((userTasks[0]!.inputs as { read: string[] }).read, ['yes']);
  await bench.completeTask(caseId, 'sum-up');
  assert.ok(await bench.ended(caseId));
  assert.deepEqual(await bench.root(caseId), {});
});

test('each lane is the party of what stands in it', async () => {
  const caseId = await bench.startElement('lane');
  const party = async (): Promise<unknown> => (await bench.engine.state(caseId)).userTasks[0]!.party;
  assert.equal(await party(), 'applicant');
  await bench.completeTask(caseId, 'apply');
  assert.equal(await party(), 'municipality');
});

test('rounds one after the other end with the condition; rounds at once end when enough are done', async () => {
  const one = await bench.startElement('sequential-multi-instance', { offices: ['a', 'b', 'c'] });
  await bench.completeOpenTask(one, { answer: 'yes' });
  await bench.completeOpenTask(one, { answer: 'no' });
  assert.ok(await bench.ended(one));
  assert.deepEqual((await bench.root(one)).answers, ['yes', 'no', null]);
  const many = await bench.startElement('parallel-multi-instance', { offices: ['a', 'b', 'c'] });
  assert.equal((await bench.engine.state(many)).userTasks.length, 3);
  await bench.completeOpenTask(many, { answer: 1 });
  await bench.completeOpenTask(many, { answer: 2 });
  assert.ok(await bench.ended(many));
  assert.deepEqual((await bench.root(many)).answers, [1, 2, null]);
});
