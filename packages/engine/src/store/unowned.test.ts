import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, boundary, chain, newCaseId, serviceTask, timer, userTask } from '../../test/kit.ts';
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
