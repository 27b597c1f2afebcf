import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, chain, node } from '../../test/kit.ts';
import { LIMITS } from '../limits.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('rounds run at the same time with their own item, and their results keep its order', async () => {
  const caseId = await bench.startElement('multi-instance', { offices: ['a', 'b', 'c'], enough: false });
  const { userTasks, tokens } = await bench.engine.state(caseId);
  assert.deepEqual(
    userTasks.map((task) => task.inputs),
    ['a', 'b', 'c'].map((office, index) => ({ office, loopCounter: index + 1, asked: office })),
  );
  assert.deepEqual(
    tokens.map((token) => token.path),
    ['opinion:1', 'opinion:1/opinion:1', 'opinion:1/opinion:2', 'opinion:1/opinion:3'],
  );
  for (const office of ['c', 'a', 'b']) {
    const task = (await bench.engine.state(caseId)).userTasks.find((row) => (row.inputs as { office: string }).office === office)!;
    await bench.command(caseId, { type: 'complete-task', token: task.token_no as number, actor: 'x', variables: { says: `${office}!` } });
  }
  const opinions = ['a', 'b', 'c'].map((office) => ({ office, says: `${office}!` }));
  assert.deepEqual(await bench.root(caseId), { offices: ['a', 'b', 'c'], enough: false, opinions });

  const first = await bench.completeJob('do.letter');
  assert.deepEqual(first.inputs, { opinion: opinions[0], loopCounter: 1 });
  await bench.completeJob('do.letter', { enough: true });
  assert.ok(await bench.ended(caseId));
});

test('an empty list is passed with an empty result; no list, or too long a one, is an incident of this case', async () => {
  const empty = await bench.startElement('multi-instance', { offices: [] });
  assert.ok(await bench.ended(empty));
  assert.deepEqual((await bench.root(empty)).opinions, []);
  assert.deepEqual(await bench.incidents(await bench.startElement('multi-instance', { offices: 'a' })), ['value-invalid']);
  const many = await bench.startElement('multi-instance', { offices: Array(1001).fill('x') });
  assert.deepEqual(await bench.incidents(many), ['loop-budget']);
});

test('a subprocess runs once per item; its completion condition cancels the rest', async () => {
  const caseId = await bench.startElement('multi-instance-subprocess', { persons: ['m', 'l', 'k'] });
  for (const person of ['k', 'm']) {
    for (const act of ['ask', 'file']) {
      const task = (await bench.engine.state(caseId)).userTasks.find(
        (row) => row.element === act && (row.inputs as { person: string }).person === person,
      )!;
      await bench.command(caseId, { type: 'complete-task', token: task.token_no as number, actor: 'x', variables: { answer: person } });
    }
  }
  assert.ok(await bench.ended(caseId));
  assert.equal(((await bench.root(caseId)).answers as unknown[])[1], null);
});

test('its boundary event belongs to the whole loop', async () => {
  const caseId = await bench.startElement('multi-instance-subprocess', { persons: ['m', 'l'] });
  bench.clock.wait(5 * 24 * 3600);
  await bench.engine.drain();
  assert.ok(await bench.ended(caseId));
  assert.ok((await bench.history(caseId)).includes('completed late'));
});

test('a call activity runs a number of rounds', async () => {
  const called = await bench.deployElement('service-task');
  const caseId = await bench.startElement('multi-instance-call', { n: 2 }, { 'service-task': called });
  const keys = [await bench.completeJob('do.register'), await bench.completeJob('do.register')].map((job) =>
    job.idempotencyKey.split('/').slice(1).join('/'),
  );
  assert.deepEqual(keys.sort(), ['each:1/each:1/register:1', 'each:1/each:2/register:1']);
  assert.ok(await bench.ended(caseId));
});

test('a standard loop goes on while its condition holds, at most as often as it says', async () => {
  const caseId = await bench.startElement('standard-loop');
  await bench.completeOpenTask(caseId, { good: false });
  await bench.completeOpenTask(caseId, { good: true });
  assert.ok(await bench.ended(caseId));
  const stubborn = await bench.startElement('standard-loop');
  for (let round = 0; round < 4; round += 1) await bench.completeOpenTask(stubborn, { good: false });
  assert.ok(await bench.ended(stubborn));
});

test('inside a loop of one round after the other, a parallel loop begins all its rounds, however many', async () => {
  const rounds = (count: number, how = ''): string =>
    `<bpmn:multiInstanceLoopCharacteristics ${how}><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  const inside = `<bpmn:startEvent id="enter" />${node('manualTask', 'letter', '', rounds(LIMITS.roundsAtOnce + 1))}<bpmn:endEvent id="leave" />${chain('enter', 'letter', 'leave')}`;
  const caseId = await bench.start(
    `<bpmn:startEvent id="begin" />${node('subProcess', 'batch', '', inside + rounds(2, 'isSequential="true"'))}<bpmn:endEvent id="end" />${chain('begin', 'batch', 'end')}`,
  );
  while ((await bench.engine.drain()) > 0);
  assert.ok(await bench.ended(caseId));
  const letters = (await bench.history(caseId)).filter((line) => line === 'completed letter');
  // Each round, and the loop itself twice.
  assert.equal(letters.length, 2 * (LIMITS.roundsAtOnce + 1) + 2);
});
