import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench, chain, io, lanes, node, plainHost, serviceTask } from '../../test/kit.ts';
import type { Routing } from '../types.ts';

let bench: Bench;
let routing: Routing = { to: 'job' };
before(async () => (bench = await Bench.open({ host: plainHost({ route: () => routing }) })));
after(() => bench.close());

const order = (task: string): string =>
  `${lanes({ municipality: ['ask'] })}<bpmn:startEvent id="begin" />${task}<bpmn:endEvent id="end" />${chain('begin', 'ask', 'end')}`;
const start = (task = serviceTask('ask')): Promise<string> => bench.start(order(task), { colour: 'red' });

test('a service task becomes a job with mapped inputs and a stable key, and its outputs go where the mapping says', async () => {
  const caseId = await start(serviceTask('ask', io({ shade: '=colour' }, { answer: '=reply' })));
  const job = await bench.job('do.ask');
  assert.deepEqual(job.inputs, { shade: 'red' });
  assert.deepEqual([job.retries, job.attempts, job.fence, job.data], [2, 0, 1, {}]);
  assert.equal(job.idempotencyKey, `${caseId}/ask:1`);
  assert.deepEqual([job.info.element, job.info.party, job.info.visit], ['ask', 'municipality', 1]);
  await bench.command(caseId, { type: 'complete-job', token: job.token, fence: job.fence, variables: { reply: 42, other: 1 } });
  assert.deepEqual(await bench.root(caseId), { colour: 'red', answer: 42 });
});

test('a send task is a service task', async () => {
  const caseId = await start(node('sendTask', 'ask', '<zeebe:taskDefinition type="do.ask" />'));
  await bench.completeJob('do.ask', { sent: true });
  assert.deepEqual(await bench.root(caseId), { colour: 'red', sent: true });
});

test('a job under a lease is given to nobody else, and again at once when the lease ran out', async () => {
  const caseId = await start();
  const first = await bench.job('do.ask');
  await assert.rejects(bench.job('do.ask'), /got none/);
  bench.clock.wait(15);
  assert.equal((await bench.engine.heartbeat([first])).length, 1);
  bench.clock.wait(15);
  await assert.rejects(bench.job('do.ask'), /got none/);
  bench.clock.wait(6);
  const second = await bench.job('do.ask');
  assert.deepEqual([second.fence, second.attempts, second.idempotencyKey], [2, 0, first.idempotencyKey]);
  assert.equal((await bench.engine.heartbeat([first])).length, 0);
  const late = await bench.command(caseId, { type: 'complete-job', token: first.token, fence: first.fence, variables: {} });
  assert.deepEqual([late.result, late.code], ['rejected', 'stale-fence']);
  const good = await bench.command(caseId, { type: 'complete-job', token: second.token, fence: second.fence, variables: {} });
  assert.equal(good.state, 'completed');
});

test('a failing job is tried again after growing pauses, then becomes an incident that a person resumes', async () => {
  const caseId = await start();
  for (const pause of [1, 4]) {
    const job = await bench.job('do.ask');
    const outcome = await bench.command(caseId, {
      type: 'fail-job',
      token: job.token,
      fence: job.fence,
      code: 'not-available',
      message: 'down',
      retryable: true,
    });
    assert.equal(outcome.code, 'retried');
    bench.clock.wait(pause - 0.5);
    await assert.rejects(bench.job('do.ask'), /got none/);
    bench.clock.wait(1);
  }
  const job = await bench.job('do.ask');
  assert.equal(job.attempts, 2);
  await bench.command(caseId, {
    type: 'fail-job',
    token: job.token,
    fence: job.fence,
    code: 'not-available',
    message: 'down',
    retryable: true,
  });
  const { incidents, tokens } = await bench.engine.state(caseId);
  assert.deepEqual([incidents[0]!.code, incidents[0]!.element, tokens[0]!.state], ['job-failed', 'ask', 'failed']);
  bench.clock.wait(100_000);
  await assert.rejects(bench.job('do.ask'), /got none/);
  await bench.command(caseId, { type: 'resolve-incident', token: job.token, actor: 'person:operator' });
  const again = await bench.job('do.ask');
  assert.deepEqual([again.attempts, again.idempotencyKey], [0, job.idempotencyKey]);
  assert.deepEqual((await bench.engine.state(caseId)).incidents, []);
  await bench.command(caseId, { type: 'complete-job', token: again.token, fence: again.fence, variables: {} });
});

test('a caller that gives up by time is not limited by the number of retries, and waits at most a quarter of an hour', async () => {
  const caseId = await start();
  for (let attempt = 0; attempt < 9; attempt += 1) {
    const job = await bench.job('do.ask');
    await bench.command(caseId, {
      type: 'fail-job',
      token: job.token,
      fence: job.fence,
      code: 'not-available',
      message: '',
      retryable: true,
      retryUntilGivenUp: true,
    });
    bench.clock.wait(15 * 60);
  }
  assert.deepEqual((await bench.engine.state(caseId)).incidents, []);
  const job = await bench.job('do.ask');
  await bench.command(caseId, { type: 'fail-job', token: job.token, fence: job.fence, code: 'bad-answer', message: '', retryable: false });
  assert.equal((await bench.engine.state(caseId)).incidents.length, 1);
});

test('a job that waits for the outside is finished by a call back, or given out again when the time is over', async () => {
  const caseId = await start();
  const job = await bench.job('do.ask');
  await bench.command(caseId, {
    type: 'suspend-job',
    token: job.token,
    fence: job.fence,
    until: '2027-12-01T00:00:00.000Z',
    data: { payment: 'p1' },
  });
  assert.equal((await bench.engine.state(caseId)).jobs[0]!.state, 'suspended');
  await assert.rejects(bench.job('do.ask'), /got none/);
  bench.clock.set('2027-12-01T00:00:01Z');
  const expired = await bench.job('do.ask');
  assert.deepEqual([expired.data, expired.fence], [{ payment: 'p1' }, 2]);
  await bench.command(caseId, { type: 'suspend-job', token: job.token, fence: expired.fence, until: null, data: {} });
  await bench.command(caseId, { type: 'complete-job', token: job.token, fence: null, variables: { paid: true } });
  assert.deepEqual((await bench.root(caseId)).paid, true);
});

test('an error nobody catches is an incident; resuming does the job again', async () => {
  const caseId = await start();
  const job = await bench.job('do.ask');
  await bench.command(caseId, { type: 'throw-error', token: job.token, fence: job.fence, errorCode: 'unknown-person' });
  assert.equal((await bench.engine.state(caseId)).incidents[0]!.code, 'uncaught-error');
  await bench.command(caseId, { type: 'resolve-incident', token: job.token, actor: 'person:operator' });
  await bench.completeJob('do.ask');
  assert.equal((await bench.engine.state(caseId)).instance!.state, 'completed');
});

test('a result that the output mapping cannot take stops the token and is not asked for twice', async () => {
  const caseId = await start(serviceTask('ask', io({}, { answer: '=count(for i in 1..100000000 return i)' })));
  const job = await bench.job('do.ask');
  const outcome = await bench.command(caseId, { type: 'complete-job', token: job.token, fence: job.fence, variables: { reply: 1 } });
  assert.equal(outcome.result, 'done');
  const { incidents } = await bench.engine.state(caseId);
  assert.deepEqual([incidents[0]!.code, incidents[0]!.phase], ['expression-budget', 'complete']);
  bench.clock.wait(3600);
  await assert.rejects(bench.job('do.ask'), /got none/);
});

test('an open step follows its binding from people to the machine and back, with the same key and a growing fence', async () => {
  routing = { to: 'people', group: 'office:wood/residents', role: 'member', form: 'do.ask', dueAt: '2027-03-03' };
  const caseId = await start(serviceTask('ask', io({ shade: '=colour' })));
  const { userTasks, jobs, tokens } = await bench.engine.state(caseId);
  const token = tokens[0]!.token_no;
  assert.deepEqual(
    [userTasks[0]!.kind, userTasks[0]!.capability, userTasks[0]!.group_id],
    ['capability', 'do.ask', 'office:wood/residents'],
  );
  assert.deepEqual([userTasks[0]!.inputs, jobs], [{ shade: 'red' }, []]);
  const reroute = () => bench.command(caseId, { type: 'reroute', token });

  assert.equal((await reroute()).code, 'unchanged');
  await bench.command(caseId, { type: 'claim-task', token, assignee: 'person:ruth', actor: 'person:ruth' });
  routing = { to: 'job' };
  assert.equal((await reroute()).code, 'task-claimed');
  await bench.command(caseId, { type: 'claim-task', token, assignee: null, actor: 'person:ruth' });
  assert.equal((await reroute()).result, 'done');
  const late = await bench.command(caseId, { type: 'complete-task', token, actor: 'person:ruth', variables: {} });
  assert.equal(late.code, 'task-not-open');

  const job = await bench.job('do.ask');
  assert.equal(job.idempotencyKey, `${caseId}/ask:1`);
  routing = { to: 'people', group: 'office:wood/residents', role: 'member', form: 'do.ask', dueAt: null };
  assert.equal((await reroute()).code, 'job-running');
  bench.clock.wait(60);
  assert.equal((await reroute()).result, 'done');
  routing = { to: 'job' };
  await reroute();
  const second = await bench.job('do.ask');
  assert.ok(second.fence > job.fence);
  assert.equal(second.idempotencyKey, job.idempotencyKey);
  const frozen = await bench.command(caseId, { type: 'complete-job', token, fence: job.fence, variables: {} });
  assert.equal(frozen.code, 'stale-fence');
  await bench.command(caseId, { type: 'complete-job', token, fence: second.fence, variables: { ok: true } });
  assert.equal((await bench.engine.state(caseId)).instance!.state, 'completed');
});

test('a late second failure of a job does not give it out again beside its incident', async () => {
  const caseId = await start(serviceTask('ask'));
  const { token, fence } = await bench.job('do.ask');
  await bench.command(caseId, { type: 'throw-error', token, fence, errorCode: 'nobody-catches' });
  const late = [
    { type: 'fail-job', token, fence, code: 'slow', message: '', retryable: true },
    { type: 'suspend-job', token, fence, until: null, data: {} },
    { type: 'throw-error', token, fence, errorCode: 'again' },
  ] as const;
  for (const command of late) assert.equal((await bench.command(caseId, command)).code, 'job-not-open');
  bench.clock.wait(3600);
  assert.deepEqual(await bench.engine.claimJobs(), []);
  assert.deepEqual(await bench.incidents(caseId), ['uncaught-error']);
});

test('people complete a service task like a machine', async () => {
  routing = { to: 'people', group: 'office:wood/residents', role: 'member', form: 'do.ask', dueAt: null };
  const caseId = await start(serviceTask('ask', io({}, { answer: '=reply' })));
  await bench.completeTask(caseId, 'ask', { reply: 'yes' });
  assert.deepEqual(await bench.root(caseId), { colour: 'red', answer: 'yes' });
  routing = { to: 'job' };
});
