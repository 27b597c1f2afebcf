import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, boundary, chain, flow, newCaseId, node, serviceTask, timer, userTask } from '../../test/kit.ts';
import { LIMITS } from '../limits.ts';
import { unownedTokens, type UnownedToken } from './unowned.ts';

let bench: Bench;
before(async () => {
  bench = await Bench.open();
});
after(() => bench.close());

const BODY = `<bpmn:startEvent id="begin" /><bpmn:parallelGateway id="fork" />${userTask('check')}${boundary('over', 'check', timer('timeDuration', 'PT1H'))}
  ${serviceTask('ask')}<bpmn:parallelGateway id="join" /><bpmn:endEvent id="end" />${chain('begin', 'fork', 'check', 'join', 'end')}${chain('fork', 'ask', 'join')}${chain('over', 'end')}`;

/** What is found after a change that the engine itself never makes. */
async function foundAfter(damage: string): Promise<Pick<UnownedToken, 'element' | 'reason'>[]> {
  const caseId = await bench.start(BODY);
  assert.deepEqual(await unownedTokens(bench.database.pool, caseId), []);
  await bench.database.pool.query(damage.replaceAll(':case', `'${caseId}'`));
  const found = await unownedTokens(bench.database.pool, caseId);
  assert.deepEqual(new Set(found.map((each) => each.caseId)), new Set([caseId]));
  await bench.database.pool.query('delete from engine.instance where case_id = $1', [caseId]);
  await bench.database.pool.query('delete from engine.token where case_id = $1', [caseId]);
  return found
    .map(({ element, reason }) => ({ element, reason }))
    .sort((one, other) => ((one.element ?? '') < (other.element ?? '') ? -1 : 1));
}

test('a case that people, machines and timers go on with has owners', async () => {
  const caseId = await bench.start(BODY);
  await bench.engine.enqueue(bench.database.pool, newCaseId(), 'x', { type: 'continue' });
  assert.deepEqual(await unownedTokens(bench.database.pool), []);
  const [job] = await bench.engine.claimJobs();
  await bench.command(caseId, { type: 'fail-job', token: job!.token, fence: job!.fence, code: 'x', message: 'y', retryable: false });
  assert.deepEqual(await unownedTokens(bench.database.pool), []);
  bench.clock.wait(7200);
  await bench.engine.drain();
  assert.deepEqual(await unownedTokens(bench.database.pool), []);
});

test('each way to be without owner is told', async () => {
  assert.deepEqual(await foundAfter('delete from engine.token where case_id = :case'), [{ element: null, reason: 'no-token' }]);
  assert.deepEqual(await foundAfter(`update engine.token set state = 'ready' where case_id = :case and element = 'check'`), [
    { element: 'check', reason: 'not-entered' },
  ]);
  assert.deepEqual(await foundAfter(`update engine.token set state = 'failed' where case_id = :case and element = 'check'`), [
    { element: 'check', reason: 'failed-silently' },
  ]);
  assert.deepEqual(await foundAfter('delete from engine.job where case_id = :case'), [{ element: 'ask', reason: 'waits-for-nothing' }]);
  assert.deepEqual(await foundAfter('update engine.timer set queued = true where case_id = :case'), [
    { element: 'over', reason: 'timer-lost' },
  ]);
  assert.deepEqual(
    await foundAfter(
      `with gone as (delete from engine.token where case_id = :case and element = 'ask')
       update engine.token set state = 'joining' where case_id = :case and element = 'check'`,
    ),
    [{ element: 'check', reason: 'joins-nobody' }],
  );
  assert.deepEqual(await foundAfter(`update engine.instance set state = 'cancelled' where case_id = :case`), [
    { element: 'ask', reason: 'instance-over' },
    { element: 'check', reason: 'instance-over' },
  ]);
  assert.deepEqual(
    await foundAfter(
      `insert into engine.work (case_id, command_id, not_before, command) values (:case, 'parked', 'infinity', '{"type": "continue"}')`,
    ),
    [{ element: 'parked', reason: 'parked-silently' }],
  );
});

test('what comes when all tokens wait – joins, further rounds – has an owner while the case goes on by itself and when it is stopped', async () => {
  const half = `<bpmn:startEvent id="enter" /><bpmn:inclusiveGateway id="choose" default="choose--a" />${userTask('a')}${userTask('b')}
    <bpmn:inclusiveGateway id="meet" /><bpmn:endEvent id="leave" />${chain('enter', 'choose', 'a', 'meet', 'leave')}${flow('choose', 'b', '=never')}${chain('b', 'meet')}`;
  const rounds = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">150</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  // Goes round and round until somebody stops it: nothing ever rests.
  const spin = `<bpmn:exclusiveGateway id="again" default="again--spin" /><bpmn:manualTask id="spin" />${chain('fork', 'again', 'spin', 'again')}${flow('again', 'end', '=stop')}`;
  const caseId = await bench.start(
    `<bpmn:startEvent id="begin" /><bpmn:parallelGateway id="fork" /><bpmn:subProcess id="half">${half}</bpmn:subProcess>${node('manualTask', 'round', '', rounds)}
    ${spin}<bpmn:endEvent id="end" />${chain('begin', 'fork', 'half', 'end')}${chain('fork', 'round', 'end')}`,
    { stop: false, never: false },
  );
  await bench.engine.drain({ limit: 1 });
  await bench.completeTask(caseId, 'a');
  const { pool } = bench.database;
  const places = async (): Promise<string[]> => (await bench.at(caseId)).filter((element) => !['again', 'spin'].includes(element));
  assert.deepEqual(await places(), ['half', 'meet', 'round']);
  assert.deepEqual(await unownedTokens(pool, caseId), []);
  await pool.query('update engine.instance set activations = $2 where case_id = $1', [caseId, LIMITS.activations]);
  // Another node: this one has kept the instance as it left it.
  const other = new Bench(bench.database, bench.clock);
  while ((await other.engine.drain()) > 0);
  assert.deepEqual(await bench.incidents(caseId), ['activation-budget']);
  assert.deepEqual(await places(), ['half', 'meet', 'round']);
  assert.deepEqual(await unownedTokens(pool, caseId), []);
  const [incident] = (await bench.engine.state(caseId)).incidents;
  await other.command(caseId, { type: 'set-variables', actor: 'x', rootVariables: { stop: true } });
  await other.command(caseId, { type: 'resolve-incident', token: incident!.token_no, actor: 'x' });
  while ((await other.engine.drain()) > 0);
  assert.ok(await bench.ended(caseId));
});
