import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a non-interrupting boundary event lets the activity go on, an interrupting one does not', async () => {
  const caseId = await bench.startElement('escalation');
  assert.deepEqual(await bench.at(caseId), ['examine', 'read-hint', 'report']);
  await bench.completeTask(caseId, 'report');
  assert.deepEqual(await bench.at(caseId), ['read-hint']);
  assert.ok((await bench.history(caseId)).includes('completed stopped'));
});

test('an escalation that nobody catches has no effect', async () => {
  const { bpmn, chain, newCaseId } = await import('../../test/kit.ts');
  const body = `<bpmn:startEvent id="begin" /><bpmn:intermediateThrowEvent id="say"><bpmn:escalationEventDefinition escalationRef="esc" /></bpmn:intermediateThrowEvent><bpmn:endEvent id="end" />${chain('begin', 'say', 'end')}`;
  const { definitionId } = await bench.engine.deploy({
    xml: bpmn(body, 'main', '<bpmn:escalation id="esc" escalationCode="x" />'),
    processId: 'main',
  });
  const caseId = newCaseId();
  await bench.command(caseId, { type: 'start', definitionId, variables: {} });
  assert.ok(await bench.ended(caseId));
});
