import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, boundary, bpmn, call, chain, userTask } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const BROKEN = '<bpmn:errorEventDefinition errorRef="error_broken" />';
const failing = `<bpmn:startEvent id="b" /><bpmn:endEvent id="bad">${BROKEN}</bpmn:endEvent>${chain('b', 'bad')}`;

test('an error end event of a called process reaches the boundary event of its caller', async () => {
  const definitionId = await bench.deployCalled(failing);
  const body = `<bpmn:startEvent id="begin" />${call('give')}${boundary('caught', 'give', BROKEN)}${userTask('repair')}<bpmn:endEvent id="end" />
    ${chain('begin', 'give', 'end')}${chain('caught', 'repair')}`;
  const caseId = await bench.start(body, {}, { called: definitionId });
  assert.deepEqual(await bench.at(caseId), ['repair']);
});

test('nobody catches it: an incident at the end event', async () => {
  const caseId = await bench.start(failing);
  const { incidents, instance } = await bench.engine.state(caseId);
  assert.deepEqual([incidents[0]!.code, incidents[0]!.element, instance!.state], ['uncaught-error', 'bad', 'active']);
});

test('an error end event without code is refused', async () => {
  const [report] = await inspectModel(bpmn(failing.replace(' errorRef="error_broken"', '')));
  assert.deepEqual(
    report!.problems.map((problem) => problem.code),
    ['error-code'],
  );
});
