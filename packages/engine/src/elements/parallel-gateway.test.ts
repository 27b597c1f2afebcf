import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a fork goes every way, the join waits for all and goes on once', async () => {
  const caseId = await bench.startElement('parallel-gateway');
  assert.deepEqual(await bench.at(caseId), ['legal', 'technical']);
  await bench.completeTask(caseId, 'technical', { fits: true });
  assert.deepEqual(await bench.at(caseId), ['join', 'legal']);
  assert.equal((await bench.engine.state(caseId)).tokens.find((token) => token.element === 'join')!.state, 'joining');
  await bench.completeTask(caseId, 'legal', { allowed: true });
  assert.deepEqual(await bench.at(caseId), ['decide']);
  assert.deepEqual(await bench.root(caseId), { fits: true, allowed: true });
  await bench.completeTask(caseId, 'decide');
  assert.ok(await bench.ended(caseId));
});

test('a join that can never be filled becomes an incident instead of waiting for ever', async () => {
  const { bpmn, chain, flow, newCaseId, userTask } = await import('../../test/kit.ts');
  const body = `<bpmn:startEvent id="begin" /><bpmn:exclusiveGateway id="either" default="either--a" />${userTask('a')}${userTask('b')}
    <bpmn:parallelGateway id="join" /><bpmn:endEvent id="end" />${chain('begin', 'either', 'a', 'join', 'end')}${flow('either', 'b', '=big')}${flow('b', 'join')}`;
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(body), processId: 'main' });
  const caseId = newCaseId();
  await bench.command(caseId, { type: 'start', definitionId, variables: { big: false } });
  await bench.completeTask(caseId, 'a');
  assert.deepEqual(await bench.incidents(caseId), ['join-stuck']);
});
