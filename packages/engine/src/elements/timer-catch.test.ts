import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, boundary, bpmn, chain, node, timer, userTask } from '../../test/kit.ts';
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

test('of a cycle it waits for the first round, and inspection says so', async () => {
  // A Monday, nine o'clock in Zurich.
  bench.clock.set('2028-03-06T08:00:00Z');
  const caseId = await bench.start(body(timer('timeCycle', '0 0 9 * * WED')));
  const [waiting] = (await bench.engine.state(caseId)).timers;
  assert.equal(new Date(waiting!.due_at).toISOString(), '2028-03-08T08:00:00.000Z');
  bench.clock.set('2028-03-08T08:00:00Z');
  await bench.engine.drain();
  assert.ok(await bench.ended(caseId));
  const reminded = await bench.start(
    `<bpmn:startEvent id="begin" />${userTask('check')}${boundary('late', 'check', timer('timeCycle', 'R3/PT1H'))}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}${chain('late', 'end')}`,
  );
  bench.clock.wait(3600);
  await bench.engine.drain();
  assert.ok(await bench.ended(reminded));
  const never = await bench.start(body(timer('timeCycle', '=never')), { never: 'R0/PT1H' });
  assert.deepEqual(await bench.incidents(never), ['timer-invalid']);
});

test('a cycle without a round, or a constant that is no ISO 8601, is refused', async () => {
  const problems = async (definition: string): Promise<string[]> =>
    (await inspectModel(bpmn(body(definition))))[0]!.problems.map((problem) => problem.code);
  assert.deepEqual(await problems(timer('timeCycle', 'R0/PT1H')), ['timer-invalid', 'timer-once']);
  assert.deepEqual(await problems(timer('timeCycle', 'R3/PT1H')), ['timer-once']);
  assert.deepEqual(await problems(timer('timeDuration', '10 days')), ['timer-invalid']);
  assert.deepEqual(await problems(timer('timeDuration', 'P10D')), []);
});
