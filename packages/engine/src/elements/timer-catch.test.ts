import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, bpmn, chain, node, timer } from '../../test/kit.ts';
import { inspectModel } from '../index.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const body = (definition: string): string =>
  `<bpmn:startEvent id="begin" />${node('intermediateCatchEvent', 'pause', '', definition)}<bpmn:endEvent id="end" />${chain('begin', 'pause', 'end')}`;

test('a timer lets the case go on when it is due, once, by whichever node looks first', async () => {
  const caseId = await bench.start(body(timer('timeDate', '=until')), { until: '2027-03-05' });
  assert.equal(await bench.engine.nextDueAt(), '2027-03-05T23:00:00.000Z');
  assert.equal(await bench.engine.drain(), 0);
  bench.clock.set('2027-03-05T23:00:00Z');
  const [one, two] = await Promise.all([bench.engine.drain(), bench.engine.drain()]);
  assert.equal(one! + two!, 1);
  assert.equal((await bench.engine.state(caseId)).instance!.state, 'completed');
  assert.equal(await bench.engine.nextDueAt(), null);
});

test('an unreadable date is an incident of this instance, and works after the name is repaired', async () => {
  const caseId = await bench.start(body(timer('timeDate', '=until')), { until: 'soon' });
  const { incidents } = await bench.engine.state(caseId);
  assert.deepEqual([incidents[0]!.code, incidents[0]!.phase], ['timer-invalid', 'enter']);
  assert.ok(!incidents[0]!.message.includes('soon'));
  await bench.command(caseId, { type: 'set-variables', actor: 'person:operator', rootVariables: { until: '2027-04-01T10:00:00+02:00' } });
  await bench.command(caseId, { type: 'resolve-incident', token: incidents[0]!.token_no, actor: 'person:operator' });
  const repaired = await bench.engine.state(caseId);
  assert.deepEqual([repaired.incidents, new Date(repaired.timers[0]!.due_at).toISOString()], [[], '2027-04-01T08:00:00.000Z']);
});

test('a cycle, or a constant that is no ISO 8601, is refused', async () => {
  const problems = async (definition: string): Promise<string[]> =>
    (await inspectModel(bpmn(body(definition))))[0]!.problems.map((problem) => problem.code);
  assert.deepEqual(await problems(timer('timeCycle', 'R3/PT1H')), ['timer-cycle']);
  assert.deepEqual(await problems(timer('timeDuration', '10 days')), ['timer-invalid']);
  assert.deepEqual(await problems(timer('timeDuration', 'P10D')), []);
});
