import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, newCaseId } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const body = `<bpmn:startEvent id="begin" /><bpmn:endEvent id="end" />${chain('begin', 'end')}`;

test('a start happens once, whatever comes after', async () => {
  const caseId = await bench.start(body, { a: 1 });
  const { definition_id: definitionId } = (await bench.engine.state(caseId)).instance!;
  const second = await bench.command(caseId, { type: 'start', definitionId, variables: { a: 2 } });
  assert.deepEqual([second.result, second.code], ['rejected', 'already-started']);
  assert.deepEqual(await bench.root(caseId), { a: 1 });
});

test('a start with an unknown definition is rejected and leaves no instance', async () => {
  const caseId = newCaseId();
  const outcome = await bench.command(caseId, { type: 'start', definitionId: 'nothing', variables: {} });
  assert.deepEqual([outcome.code, outcome.state], ['definition-unknown', 'unknown']);
  assert.equal((await bench.engine.state(caseId)).instance, null);
});

test('a process without start, or with two, is refused', async () => {
  const codes = async (xml: string): Promise<string[]> => (await inspectModel(bpmn(xml)))[0]!.problems.map((problem) => problem.code);
  assert.deepEqual(await codes('<bpmn:endEvent id="end" />'), ['start-event']);
  assert.deepEqual(await codes(`<bpmn:startEvent id="other" />${body}`), ['start-event']);
});
