import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('a terminate end event cancels everything beside it and ends with its outcome', async () => {
  const caseId = await bench.startElement('terminate-end');
  await bench.completeTask(caseId, 'withdraw');
  assert.ok(await bench.ended(caseId));
  assert.equal((await bench.engine.state(caseId)).instance!.outcome, 'withdrawn');
  assert.ok((await bench.history(caseId)).includes('cancelled examine'));
});

test('in a subprocess it ends only the subprocess', async () => {
  const { chain, userTask } = await import('../../test/kit.ts');
  const body = `<bpmn:startEvent id="begin" /><bpmn:subProcess id="inner"><bpmn:startEvent id="b" /><bpmn:parallelGateway id="fork" />${userTask('one')}${userTask('two')}
    <bpmn:endEvent id="stop"><bpmn:terminateEventDefinition /></bpmn:endEvent><bpmn:endEvent id="e" />${chain('b', 'fork', 'one', 'stop')}${chain('fork', 'two', 'e')}</bpmn:subProcess>
    ${userTask('after')}<bpmn:endEvent id="end" />${chain('begin', 'inner', 'after', 'end')}`;
  const caseId = await bench.start(body);
  await bench.completeTask(caseId, 'one');
  assert.deepEqual(await bench.at(caseId), ['after']);
});
