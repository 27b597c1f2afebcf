import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('every true condition is followed, and the join waits for exactly those', async () => {
  const caseId = await bench.startElement('inclusive-gateway', { noise: true, water: true, more: false });
  assert.deepEqual(await bench.at(caseId), ['noise', 'water']);
  await bench.completeTask(caseId, 'noise');
  assert.deepEqual(await bench.at(caseId), ['join', 'water']);
  await bench.completeTask(caseId, 'water');
  assert.ok(await bench.ended(caseId));
});

test('with one true condition the join goes on at once; with none the default flow is followed', async () => {
  const one = await bench.startElement('inclusive-gateway', { noise: true, water: false });
  assert.deepEqual(await bench.at(one), ['noise']);
  await bench.completeTask(one, 'noise');
  assert.ok(await bench.ended(one));
  assert.ok(await bench.ended(await bench.startElement('inclusive-gateway', { noise: false, water: false })));
});

test('the join waits as long as a loop before it can still bring a token', async () => {
  const caseId = await bench.startElement('inclusive-gateway', { noise: true, water: true });
  await bench.completeTask(caseId, 'noise');
  await bench.completeTask(caseId, 'water', { more: true });
  assert.deepEqual(await bench.at(caseId), ['join', 'water']);
  await bench.completeTask(caseId, 'water', { more: false });
  assert.ok(await bench.ended(caseId));
  assert.equal((await bench.history(caseId)).filter((line) => line === 'completed join').length, 1);
});

test('joins that wait only for each other do not wait for ever', async () => {
  const { chain, flow, userTask } = await import('../../test/kit.ts');
  const body = `<bpmn:startEvent id="begin" /><bpmn:parallelGateway id="fork" />${userTask('a')}${userTask('b')}
    <bpmn:inclusiveGateway id="one" /><bpmn:inclusiveGateway id="two" /><bpmn:exclusiveGateway id="after-one" default="after-one--two" />
    <bpmn:exclusiveGateway id="after-two" default="after-two--end" /><bpmn:endEvent id="end" />
    ${chain('begin', 'fork', 'a', 'one', 'after-one', 'two', 'after-two', 'end')}${chain('fork', 'b', 'two')}
    ${flow('after-one', 'end', '=short')}${flow('after-two', 'one', '=back')}`;
  const caseId = await bench.start(body, { back: false, short: false });
  await bench.completeTask(caseId, 'a');
  await bench.completeTask(caseId, 'b');
  assert.ok(await bench.ended(caseId));
});
