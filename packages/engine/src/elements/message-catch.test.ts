import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, newCaseId, node, userTask } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const NEWS = '<bpmn:messageEventDefinition messageRef="message_news" />';
const body = `<bpmn:startEvent id="begin" />${node('intermediateCatchEvent', 'hear', '', NEWS)}<bpmn:endEvent id="end" />${chain('begin', 'hear', 'end')}`;

test('only a message with the right name and key is heard', async () => {
  const caseId = await bench.start(body, { case: { id: 'k' } });
  for (const [message, key] of [
    ['news', 'other'],
    ['rumour', 'k'],
  ] as const) {
    assert.equal((await bench.command(caseId, { type: 'correlate', message, key, variables: {} })).code, 'stored');
    assert.deepEqual(await bench.at(caseId), ['hear']);
  }
  await bench.command(caseId, { type: 'correlate', message: 'news', key: 'k', variables: { heard: true } });
  assert.equal((await bench.root(caseId)).heard, true);
});

test('messages of one instant are heard in the order they came, whatever their ids', async () => {
  const later = `<bpmn:startEvent id="begin" />${userTask('prepare')}${node('intermediateCatchEvent', 'hear', '', NEWS)}<bpmn:endEvent id="end" />
    ${chain('begin', 'prepare', 'hear', 'end')}`;
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(later), processId: 'main' });
  const caseId = newCaseId();
  await bench.engine.run(caseId, 'start', { type: 'start', definitionId, variables: { case: { id: 'k' } } });
  for (const id of ['z', 'm', 'a'])
    await bench.engine.run(caseId, id, { type: 'correlate', message: 'news', key: 'k', variables: { from: id } });
  await bench.completeOpenTask(caseId);
  assert.equal((await bench.root(caseId)).from, 'z');
  const { rows } = await bench.database.pool.query('select message_id from engine.inbox where case_id = $1 order by received_at', [caseId]);
  assert.deepEqual(
    rows.map((row) => row.message_id),
    ['m', 'a'],
  );
});

test('a message nobody comes for is forgotten after its time to live', async () => {
  const caseId = await bench.start(body, { case: { id: 'k' } });
  await bench.command(caseId, { type: 'correlate', message: 'rumour', key: 'k', variables: {} });
  bench.clock.wait(31 * 24 * 3600);
  await bench.engine.drain();
  const { rows } = await bench.database.pool.query('select 1 from engine.inbox where case_id = $1', [caseId]);
  assert.equal(rows.length, 0);
});

test('a key without value is an incident', async () => {
  const caseId = await bench.start(body, {});
  assert.equal((await bench.engine.state(caseId)).incidents[0]!.code, 'value-invalid');
});

test('a message without correlation key is refused', async () => {
  const [report] = await inspectModel(bpmn(body).replace('correlationKey="=case.id"', ''));
  assert.deepEqual(
    report!.problems.map((problem) => problem.code),
    ['value-missing'],
  );
});
