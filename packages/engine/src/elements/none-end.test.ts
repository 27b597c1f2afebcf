import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, call, chain, flow, io, node, properties, userTask } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('the end event of the main process names the outcome and may write names', async () => {
  const end = node('endEvent', 'end', io({}, { result: '={done: true}' }) + properties({ outcome: 'issued' }));
  const caseId = await bench.start(`<bpmn:startEvent id="begin" />${end}${chain('begin', 'end')}`, { a: 1 });
  const { instance, variables } = await bench.engine.state(caseId);
  assert.deepEqual([instance!.state, instance!.outcome], ['completed', 'issued']);
  assert.deepEqual(variables['0'], { a: 1, result: { done: true } });
});

test('an instance ends with its last token', async () => {
  const body = `<bpmn:startEvent id="begin" />${userTask('left')}${userTask('right')}<bpmn:endEvent id="end" />
    ${flow('begin', 'left')}${flow('begin', 'right')}${flow('left', 'end')}${flow('right', 'end')}`;
  const caseId = await bench.start(body);
  assert.deepEqual(await bench.at(caseId), ['left', 'right']);
  await bench.completeTask(caseId, 'left');
  assert.equal((await bench.engine.state(caseId)).instance!.state, 'active');
  await bench.completeTask(caseId, 'right');
  assert.equal((await bench.engine.state(caseId)).instance!.state, 'completed');
});

test('closes-case ends everything from inside a called process, with its outcome and its output', async () => {
  const end = node('endEvent', 'stop', io({}, { note: '=1' }) + properties({ 'closes-case': 'not-paid' }));
  const definitionId = await bench.deployCalled(`<bpmn:startEvent id="b" />${userTask('pay')}${end}${chain('b', 'pay', 'stop')}`);
  const body = `<bpmn:startEvent id="begin" />${call('give')}${userTask('beside')}<bpmn:endEvent id="end" />
    ${flow('begin', 'give')}${flow('begin', 'beside')}${flow('give', 'end')}${flow('beside', 'end')}`;
  const caseId = await bench.start(body, {}, { called: definitionId });
  await bench.completeTask(caseId, 'pay');
  const { instance, tokens, userTasks } = await bench.engine.state(caseId);
  assert.deepEqual([instance!.state, instance!.outcome, tokens, userTasks], ['completed', 'not-paid', [], []]);
  assert.deepEqual((await bench.history(caseId)).slice(-4), ['entered stop', 'completed stop', 'cancelled give', 'cancelled beside']);
});
