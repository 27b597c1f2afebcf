import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type pg from 'pg';
import { createEngine } from '../src/index.ts';
import type { Engine } from '../src/types.ts';
import { Bench, bpmn, chain, newCaseId, plainHost, serviceTask, userTask } from './kit.ts';

const BODY = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
let bench: Bench;
let definitionId: string;
/** Cases whose step the host fails, after the rows are written. */
const poison = new Set<string>();
before(async () => {
  bench = await Bench.open({
    onStep: async (_client, { caseId }) => {
      if (poison.has(caseId)) throw new Error('the host is broken');
    },
  });
  ({ definitionId } = await bench.engine.deploy({ xml: bpmn(BODY), processId: 'main' }));
});
after(() => bench.close());

const cases = (count: number): string[] => Array.from({ length: count }, newCaseId);
const start = () => ({ type: 'start', definitionId, variables: {} }) as const;

async function enqueueAll(caseIds: readonly string[]): Promise<void> {
  for (const caseId of caseIds) await bench.engine.enqueue(bench.database.pool, caseId, 'start', start());
}

/** Instances that have an event, by the number of the transaction that wrote it. */
async function commits(caseIds: readonly string[]): Promise<number> {
  const { rows } = await bench.database.pool.query<{ n: number }>(
    'select count(distinct xmin::text)::integer as n from engine.event where case_id = any($1::uuid[])',
    [caseIds],
  );
  return rows[0]!.n;
}

async function states(caseIds: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await bench.database.pool.query<{ state: string; n: number }>(
    'select state, count(*)::integer as n from engine.instance where case_id = any($1::uuid[]) group by 1',
    [caseIds],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** No batch ends because its time was up, however slow the machine is. */
const withoutHaste = (t: TestContext): void => void t.mock.method(performance, 'now', () => 0);

test('due commands of different cases share a commit', async (t) => {
  withoutHaste(t);
  const all = cases(40);
  await enqueueAll(all);
  assert.equal(await bench.engine.drain(), 40);
  assert.deepEqual(await states(all), { active: 40 });
  assert.equal(await commits(all), 3);
});

test('commands run at the same moment share commits, and each learns its own outcome', async (t) => {
  withoutHaste(t);
  const all = cases(20);
  const outcomes = await Promise.all([
    ...all.map((caseId) => bench.engine.run(caseId, 'start', start())),
    bench.engine.run(newCaseId(), 'x', { type: 'continue' }),
  ]);
  assert.deepEqual(
    outcomes.slice(0, 20),
    all.map(() => ({ result: 'done', code: null, state: 'active' })),
  );
  assert.deepEqual(outcomes[20], { result: 'rejected', code: 'instance-unknown', state: 'unknown' });
  assert.ok((await commits(all)) < 10);
});

test('one poisoned case among many is tried later alone; the others are executed at once', async () => {
  const all = cases(12);
  poison.add(all[5]!);
  await enqueueAll(all);
  await bench.engine.drain();
  assert.deepEqual(await states(all), { active: 11 });
  const { rows } = await bench.database.pool.query('select case_id, attempts from engine.work');
  assert.deepEqual(rows, [{ case_id: all[5], attempts: 1 }]);
  poison.clear();
  bench.clock.wait(10);
  await bench.engine.drain();
  assert.deepEqual(await states(all), { active: 12 });
});

test('one poisoned command among those run at the same moment fails for its own caller only', async () => {
  const all = cases(12);
  poison.add(all[7]!);
  const settled = await Promise.allSettled(all.map((caseId) => bench.engine.run(caseId, 'start', start())));
  poison.clear();
  assert.deepEqual(
    settled.flatMap(({ status }, index) => (status === 'rejected' ? index : [])),
    [7],
  );
  assert.deepEqual(await states(all), { active: 11 });
});

test('a command that fails in memory takes no other out of its commit', async () => {
  const all = cases(10);
  const host = plainHost();
  let asked = 0;
  const own = createEngine({
    pool: bench.database.pool,
    clock: () => {
      asked += 1;
      if (asked === 4) throw new Error('the clock is broken');
      return bench.clock.read();
    },
    host,
  });
  await Promise.allSettled([own.run(all[0]!, 'start', start())]);
  asked = 1;
  const settled = await Promise.allSettled(all.slice(1).map((caseId) => own.run(caseId, 'start', start())));
  assert.equal(settled.filter(({ status }) => status === 'rejected').length, 1);
  assert.deepEqual(await states(all), { active: 9 });
});

test('a case that somebody else holds is left alone and the others go on', async () => {
  const all = cases(6);
  await enqueueAll(all);
  await bench.engine.drain();
  for (const caseId of all)
    await bench.engine.enqueue(bench.database.pool, caseId, 'names', { type: 'set-variables', actor: 'x', rootVariables: { n: 1 } });
  const holder = await bench.database.pool.connect();
  await holder.query('begin');
  await holder.query('select 1 from engine.instance where case_id = $1 for update', [all[2]]);
  assert.equal(await bench.engine.drain(), 5);
  await holder.query('rollback');
  holder.release();
  assert.equal(await bench.engine.drain(), 1);
  assert.deepEqual(await bench.root(all[2]!), { n: 1 });
});

test('commands of one case run at the same moment are executed one after another in their order', async () => {
  const [caseId] = cases(1);
  await bench.engine.run(caseId!, 'start', start());
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  await Promise.all(numbers.map((n) => bench.engine.run(caseId!, `n${n}`, { type: 'set-variables', actor: 'x', rootVariables: { n } })));
  const { events } = await bench.engine.state(caseId!);
  assert.deepEqual(
    events.map((event) => event.command_id),
    ['start', ...numbers.map((n) => `n${n}`)],
  );
});

test('a repeated command in a batch tells its first outcome and changes nothing', async () => {
  const all = cases(8);
  await Promise.all(all.map((caseId) => bench.engine.run(caseId, 'start', start())));
  const again = await Promise.all(all.map((caseId) => bench.engine.run(caseId, 'start', start())));
  assert.ok(again.every(({ result, state }) => result === 'repeated' && state === 'active'));
  await enqueueAll(all);
  assert.equal(await bench.engine.drain(), 8);
  const { rows } = await bench.database.pool.query(
    'select max(step)::integer as step from engine.instance where case_id = any($1::uuid[])',
    [all],
  );
  assert.equal(rows[0].step, 1);
});

/** A pool whose connections are cut at the n-th thing sent over them, before or after the server has it. */
function cutting(pool: pg.Pool, at: number, when: 'before' | 'after'): pg.Pool {
  let sent = 0;
  return {
    query: (...args: unknown[]) => (pool.query as (...all: unknown[]) => unknown).apply(pool, args),
    connect: async () => {
      const client = await pool.connect();
      return new Proxy(client, {
        get(target, name) {
          if (name === 'release') return (broken?: Error) => target.release(broken);
          if (name !== 'query') {
            const value = Reflect.get(target, name);
            return typeof value === 'function' ? value.bind(target) : value;
          }
          return async (...args: unknown[]) => {
            sent += 1;
            if (sent === at && when === 'before') await cut(target);
            const answer = await (target.query as (...all: unknown[]) => Promise<unknown>).apply(target, args);
            if (sent === at && when === 'after') {
              await cut(target);
              throw Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' });
            }
            return answer;
          };
        },
      });
    },
  } as unknown as pg.Pool;
}

async function cut(client: pg.PoolClient): Promise<void> {
  const pid = (client as unknown as { processID: number }).processID;
  await bench.database.pool.query('select pg_terminate_backend($1, 5000)', [pid]);
}

test('a connection cut at any moment of a batch loses no case and doubles none', async () => {
  const body = `<bpmn:startEvent id="begin" />${serviceTask('ask')}<bpmn:endEvent id="end" />${chain('begin', 'ask', 'end')}`;
  const deployed = await bench.engine.deploy({ xml: bpmn(body), processId: 'main' });
  for (const when of ['before', 'after'] as const) {
    for (let at = 1; at <= 4; at += 1) {
      const all = cases(10);
      for (const caseId of all)
        await bench.engine.enqueue(bench.database.pool, caseId, 'start', {
          type: 'start',
          definitionId: deployed.definitionId,
          variables: {},
        });
      const engine = createEngine({ pool: cutting(bench.database.pool, at, when), host: plainHost(), clock: bench.clock.read });
      await engine.drain().catch(() => {});
      await bench.engine.drain();
      const jobs = await bench.engine.claimJobs({ limit: 10 });
      const finish = (node: Engine): Promise<unknown> =>
        Promise.allSettled(
          jobs.map((job) =>
            node.run(job.caseId, `done ${job.idempotencyKey}`, { type: 'complete-job', token: job.token, fence: job.fence, variables: {} }),
          ),
        );
      await finish(createEngine({ pool: cutting(bench.database.pool, at, when), host: plainHost(), clock: bench.clock.read }));
      await finish(bench.engine);
      assert.deepEqual(await states(all), { completed: 10 }, `${when} ${at}`);
      const { rows } = await bench.database.pool.query(
        'select distinct step::integer from engine.instance where case_id = any($1::uuid[])',
        [all],
      );
      assert.deepEqual(rows, [{ step: 2 }], `${when} ${at}`);
      const left = await bench.database.pool.query(
        'select 1 from engine.work union all select 1 from engine.job union all select 1 from engine.token where case_id = any($1::uuid[])',
        [all],
      );
      assert.equal(left.rowCount, 0, `${when} ${at}`);
    }
  }
});

test('two nodes run and drain the same cases at once: every step happens once', async () => {
  const all = cases(100);
  const nodes = [1, 2].map((no) =>
    createEngine({ pool: bench.database.pool, host: plainHost(), clock: bench.clock.read, node: `node-${no}` }),
  );
  await enqueueAll(all.slice(50));
  const both = (node: Engine): Promise<unknown>[] => [
    node.drain({ limit: 100 }),
    ...all.slice(0, 50).map((caseId) => node.run(caseId, 'start', start())),
  ];
  await Promise.all(nodes.flatMap(both));
  await bench.engine.drain();
  const { rows } = await bench.database.pool.query(
    'select i.step::integer, count(*)::integer as n from engine.instance i where case_id = any($1::uuid[]) group by 1',
    [all],
  );
  assert.deepEqual(rows, [{ step: 1, n: 100 }]);
});
