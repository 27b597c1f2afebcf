import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createEngine } from '../src/index.ts';
import type { ClaimedJob, Engine } from '../src/types.ts';
import { Bench, bpmn, chain, newCaseId, plainHost, serviceTask, TestClock } from './kit.ts';

const BODY = `<bpmn:startEvent id="begin" />${serviceTask('ask')}<bpmn:endEvent id="end" />${chain('begin', 'ask', 'end')}`;
let bench: Bench;
let definitionId: string;
let clock: TestClock;
let node: Engine;
let room: number;
let taken: ClaimedJob[];

before(async () => {
  bench = await Bench.open();
  ({ definitionId } = await bench.engine.deploy({ xml: bpmn(BODY), processId: 'main' }));
});
after(() => bench.close());
beforeEach(async () => {
  await bench.database.pool.query('delete from engine.job');
  clock = new TestClock('2027-03-01T08:00:00Z');
  node = createEngine({ pool: bench.database.pool, host: plainHost(), clock: clock.read, node: 'giving' });
  [room, taken] = [8, []];
  node.giveJobs({ free: () => room - taken.length, take: (job) => taken.push(job) });
});

const start = (engine: Engine, caseId = newCaseId()): Promise<unknown> =>
  engine.run(caseId, 'start', { type: 'start', definitionId, variables: { city: 'Wikon' } });

test('a job is given with the commit that makes it, as a claim would give it, and is nobody else’s until its lease is over', async () => {
  assert.deepEqual(await node.claimJobs(), []);
  const caseId = newCaseId();
  await start(node, caseId);
  const [job] = taken;
  assert.deepEqual([job!.caseId, job!.kind, job!.fence, job!.createdAt], [caseId, 'do.ask', 1, '2027-03-01T08:00:00.000Z']);
  const { jobs } = await node.state(caseId);
  assert.deepEqual(
    jobs.map(({ holder, lease_until, fence }) => [holder, lease_until, fence]),
    [['giving', '2027-03-01T08:00:20+00:00', 1]],
  );
  assert.deepEqual(await bench.engine.claimJobs(), []);
  assert.deepEqual(await node.heartbeat(taken), taken);
  const answer = { type: 'complete-job', token: job!.token, fence: job!.fence, variables: {} } as const;
  assert.deepEqual(await node.run(caseId, 'done', answer), { result: 'done', code: null, state: 'completed' });
});

test('a node that ends before it could do a given job loses it to a claim, and its late answer is refused', async () => {
  await node.claimJobs();
  const caseId = newCaseId();
  await start(node, caseId);
  clock.wait(21);
  const [claimed] = await node.claimJobs();
  assert.deepEqual({ ...claimed, fence: 1 }, taken[0]);
  const late = { type: 'complete-job', token: taken[0]!.token, fence: 1, variables: {} } as const;
  assert.equal((await node.run(caseId, 'late', late)).code, 'stale-fence');
});

test('nothing is given before a claim has shown that no older job waits, nor longer than a second after it', async () => {
  await start(node);
  assert.equal(taken.length, 0);
  assert.equal((await node.claimJobs({ limit: 1 })).length, 1);
  await start(node);
  assert.equal(taken.length, 0, 'the claim may have left some');
  await node.claimJobs();
  await start(node);
  assert.equal(taken.length, 1);
  clock.wait(2);
  await start(node);
  assert.equal(taken.length, 1);
});

test('what there is no room for waits for a claim, and what comes after it does so too', async () => {
  await node.claimJobs();
  room = 2;
  await Promise.all([1, 2, 3].map(() => start(node)));
  assert.equal(taken.length, 2);
  room = 8;
  await start(node);
  assert.equal(taken.length, 2);
  assert.equal((await bench.engine.claimJobs()).length, 2);
});

test('jobs of a step that is not written are not given', async () => {
  const host = plainHost();
  const failing = createEngine({
    pool: bench.database.pool,
    host,
    clock: clock.read,
    onStep: () => Promise.reject(new Error('the host is broken')),
  });
  let asked = 0;
  const stop = failing.giveJobs({ kinds: ['do.ask'], free: () => (asked += 1) && 1, take: (job) => taken.push(job) });
  await failing.claimJobs({ kinds: ['do.ask'] });
  for (const _ of [1, 2]) await assert.rejects(start(failing), /the host is broken/);
  stop();
  await assert.rejects(start(failing), /the host is broken/);
  // The place of the first is free again for the second; who has stopped is not asked.
  assert.deepEqual([taken, asked], [[], 2]);
});
