import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { Bench, bpmn, chain, newCaseId, plainHost, serviceTask, userTask } from '../../test/kit.ts';
import { createEngine } from '../engine.ts';
import { Instance } from '../run/instance.ts';
import type { ClaimedJob, Engine } from '../types.ts';
import { KeptInstances } from './kept-instances.ts';

const BODY = `<bpmn:startEvent id="begin" />${serviceTask('ask')}${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'ask', 'check', 'end')}`;
let bench: Bench;
let definitionId: string;
before(async () => {
  bench = await Bench.open();
  ({ definitionId } = await bench.engine.deploy({ xml: bpmn(BODY), processId: 'main' }));
});
after(() => bench.close());

const nodeOn = (pool: pg.Pool, name: string): Engine => createEngine({ pool, host: plainHost(), clock: bench.clock.read, node: name });
const two = (): [Engine, Engine] => [nodeOn(bench.database.pool, 'one'), nodeOn(bench.database.pool, 'other')];
const start = () => ({ type: 'start', definitionId, variables: {} }) as const;
const names = (rootVariables: Record<string, unknown>) => ({ type: 'set-variables', actor: 'x', rootVariables }) as const;

async function jobOf(caseId: string, node: Engine): Promise<ClaimedJob> {
  return (await node.claimJobs({ limit: 100 })).find((job) => job.caseId === caseId)!;
}

/** A pool that counts what its connections send. */
function counting(pool: pg.Pool): { pool: pg.Pool; sent: () => number } {
  let sent = 0;
  const connect = async (): Promise<unknown> => {
    const client = await pool.connect();
    return {
      query: (...args: unknown[]) => ((sent += 1), (client.query as (...all: unknown[]) => unknown).apply(client, args)),
      on: () => {},
      off: () => {},
      release: (broken?: boolean) => client.release(broken),
    };
  };
  return { pool: { connect, query: pool.query.bind(pool) } as unknown as pg.Pool, sent: () => sent };
}

test('a node that has kept an instance sends its next step at once, another one reads it first', async () => {
  const counted = counting(bench.database.pool);
  const caseId = newCaseId();
  const [first, second] = [nodeOn(counted.pool, 'one'), nodeOn(counted.pool, 'other')];
  const sentBy = async (work: Promise<unknown>): Promise<number> => {
    const before = counted.sent();
    await work;
    return counted.sent() - before;
  };
  // The first case of a node reads the definition.
  for (const node of [first, second]) await node.run(newCaseId(), 'start', start());
  assert.equal(await sentBy(first.run(caseId, 'start', start())), 1);
  assert.equal(await sentBy(first.run(caseId, 'one', names({ n: 1 }))), 1);
  assert.equal(await sentBy(second.run(caseId, 'two', names({ n: 2 }))), 2);
  assert.deepEqual((await bench.engine.state(caseId)).variables['0'], { n: 2 });
});

test('what another node did meanwhile is neither lost nor overwritten', async () => {
  const [one, other] = two();
  const caseId = newCaseId();
  await one.run(caseId, 'start', start());
  await other.run(caseId, 'other', names({ there: 1 }));
  assert.equal((await one.run(caseId, 'one', names({ here: 2 }))).result, 'done');
  const { variables, events } = await bench.engine.state(caseId);
  assert.deepEqual(variables['0'], { there: 1, here: 2 });
  assert.deepEqual(
    events.map(({ command_id, step }) => [command_id, step]),
    [
      ['start', 1],
      ['other', 2],
      ['one', 3],
    ],
  );
});

test('a job that another node has been given meanwhile is not taken from it', async () => {
  const [one, other] = two();
  const caseId = newCaseId();
  await one.run(caseId, 'start', start());
  const late = await jobOf(caseId, one);
  bench.clock.wait(60);
  const job = await jobOf(caseId, other);
  const answer = (fence: number) => ({ type: 'complete-job', token: job.token, fence, variables: {} }) as const;
  const { result, code } = await one.run(caseId, 'late', answer(late.fence));
  assert.deepEqual({ result, code }, { result: 'rejected', code: 'stale-fence' });
  assert.equal((await other.run(caseId, 'in time', answer(job.fence))).result, 'done');
});

test('a command that was executed on another node tells its first outcome', async () => {
  const [one, other] = two();
  const caseId = newCaseId();
  await one.run(caseId, 'start', start());
  await other.run(caseId, 'same', names({ n: 1 }));
  assert.equal((await one.run(caseId, 'same', names({ n: 1 }))).result, 'repeated');
  assert.equal((await bench.engine.state(caseId)).instance?.step, 2);
});

test('a case that another node holds for long holds up none of those that are written with it', async () => {
  const [one] = two();
  const all = Array.from({ length: 6 }, newCaseId);
  await Promise.all(all.map((caseId) => one.run(caseId, 'start', start())));
  const holder = await bench.database.pool.connect();
  await holder.query('begin');
  await holder.query('select 1 from engine.instance where case_id = $1 for update', [all[0]]);
  const [held, ...others] = all.map((caseId) => one.run(caseId, 'names', names({ n: 1 })));
  const outcomes = await Promise.all(others);
  assert.ok(outcomes.every(({ result }) => result === 'done'));
  await holder.query('rollback');
  holder.release();
  assert.equal((await held!).result, 'done');
});

test('two nodes that change the same instances in turn and at once lose no change', async () => {
  const nodes = two();
  const all = Array.from({ length: 4 }, newCaseId);
  await Promise.all(all.map((caseId) => nodes[0].run(caseId, 'start', start())));
  const changes = all.flatMap((caseId) => Array.from({ length: 20 }, (_, no) => ({ caseId, no })));
  const run = ({ caseId, no }: { caseId: string; no: number }): Promise<unknown> =>
    nodes[no % 3 === 0 ? 0 : 1]!.run(caseId, `n${no}`, names({ [`n${no}`]: no }));
  await Promise.all(changes.map(run));
  for (const caseId of all) {
    const { variables, instance } = await bench.engine.state(caseId);
    assert.equal(instance?.step, 21);
    assert.deepEqual(variables['0'], Object.fromEntries(Array.from({ length: 20 }, (_, no) => [`n${no}`, no])));
  }
});

const LARGE = { text: 'x'.repeat(30_000) };
const instanceWith = (data: Record<string, unknown>): Instance =>
  new Instance(
    newCaseId(),
    { definition_id: 'd', state: 'active', outcome: null, started_at: '', ended_at: null, step: 1, next_token: 2, activations: 1 },
    { scopes: [{ scope_no: 0, data, visits: {} }] },
  );

test('of large instances only a few are kept, and only those that go on by themselves', () => {
  const kept = new KeptInstances(2);
  const has = ({ caseId }: Instance): boolean => kept.take(caseId, { type: 'continue' }, 'now') !== null;
  const [resting, ...going] = Array.from({ length: 6 }, () => instanceWith(LARGE));
  const small = instanceWith({ n: 1 });
  kept.prepare(small, false)?.();
  kept.prepare(resting!, false)?.();
  for (const instance of going) kept.prepare(instance, true)?.();
  assert.deepEqual([small, resting!, ...going].map(has), [true, false, false, true, true, true, true]);
  assert.deepEqual(
    going.map(has),
    going.map(() => false),
    'what was taken is gone',
  );
});

test('what somebody does between two steps of a large instance is neither lost nor overwritten', async () => {
  const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=for i in 1..300 return i" inputElement="one" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
  const each = userTask('each').replace('</bpmn:userTask>', `${loop}</bpmn:userTask>`);
  const body = `<bpmn:startEvent id="begin" />${each}<bpmn:endEvent id="end" />${chain('begin', 'each', 'end')}`;
  const loops = (await bench.engine.deploy({ xml: bpmn(body), processId: 'main' })).definitionId;
  const [one, other] = two();
  const caseId = newCaseId();
  await one.run(caseId, 'start', { type: 'start', definitionId: loops, variables: LARGE });
  for (let turn = 0; turn < 3; turn += 1) {
    await other.run(caseId, `names ${turn}`, names({ [`n${turn}`]: turn }));
    await one.drain({ limit: 1 });
  }
  while ((await one.drain()) > 0);
  const { variables, userTasks, incidents } = await bench.engine.state(caseId);
  assert.deepEqual([variables['0'], userTasks.length, incidents.length], [{ ...LARGE, n0: 0, n1: 1, n2: 2 }, 300, 0]);
});
