import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { createEngine } from '../src/index.ts';
import type { Command, CommandOutcome, Engine } from '../src/types.ts';
import { Bench, boundary, bpmn, chain, flow, newCaseId, node, plainHost, serviceTask, timer, userTask } from './kit.ts';

const INSTANCES = 200;
let bench: Bench;
let pools: pg.Pool[];
let engines: Engine[];

before(async () => {
  bench = await Bench.open();
  pools = [1, 2].map(() => new pg.Pool({ connectionString: bench.database.url, max: 6 }));
  engines = pools.map((pool, index) =>
    createEngine({ pool, host: plainHost(), clock: bench.clock.read, node: `node-${index}`, ownPool: true }),
  );
});
after(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await bench.close();
});

async function deadlocks(): Promise<number> {
  await bench.database.pool.query('select pg_stat_force_next_flush()');
  const { rows } = await bench.database.pool.query(
    'select deadlocks::integer as n from pg_stat_database where datname = current_database()',
  );
  return rows[0].n;
}

test('two nodes share 200 instances: each step happens once and no two transactions lock each other out', async () => {
  const body = `<bpmn:startEvent id="begin" />${serviceTask('ask')}<bpmn:exclusiveGateway id="choose" default="choose--check" />${userTask('check')}
    ${boundary('over', 'check', timer('timeDuration', 'PT1S'))}${serviceTask('tell')}<bpmn:endEvent id="end" />
    ${chain('begin', 'ask', 'choose', 'check', 'tell', 'end')}${flow('over', 'tell')}${flow('choose', 'tell', '=n = 1')}`;
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(body), processId: 'main' });
  const cases = Array.from({ length: INSTANCES }, newCaseId);
  for (const [index, caseId] of cases.entries()) {
    await bench.engine.enqueue(bench.database.pool, caseId, 'start', { type: 'start', definitionId, variables: { n: index % 3 } });
  }
  const calls = new Map<string, number>();
  /** Who completes tasks: what they do last leaves a job behind. */
  let walking = engines.length;
  const live = async (engine: Engine): Promise<void> => {
    for (let idle = 0; idle < 5 || walking > 0;) {
      const done = await engine.drain({ limit: 20 });
      const jobs = await engine.claimJobs({ limit: 5 });
      await engine.heartbeat(jobs);
      await Promise.all(
        jobs.map((job) => {
          calls.set(job.idempotencyKey, (calls.get(job.idempotencyKey) ?? 0) + 1);
          return engine.run(job.caseId, `done ${job.idempotencyKey}`, {
            type: 'complete-job',
            token: job.token,
            fence: job.fence,
            variables: {},
          });
        }),
      );
      bench.clock.wait(0.3);
      idle = done === 0 && jobs.length === 0 ? idle + 1 : 0;
    }
  };
  const people = async (engine: Engine): Promise<void> => {
    for (const caseId of cases.filter((_, index) => index % 2 === 0)) {
      const { tokens } = await engine.state(caseId);
      const token = tokens.find((candidate) => candidate.element === 'check');
      if (token) await engine.run(caseId, 'checked', { type: 'complete-task', token: token.token_no, actor: 'person:x', variables: {} });
    }
    walking -= 1;
  };
  await Promise.all([...engines.map(live), ...engines.map(live), ...engines.map(people)]);
  const { rows } = await bench.database.pool.query(
    `select state, count(*)::integer as n from engine.instance where definition_id = $1 group by state`,
    [definitionId],
  );
  assert.deepEqual(rows, [{ state: 'completed', n: INSTANCES }]);
  assert.equal(calls.size, 2 * INSTANCES);
  assert.deepEqual(
    [...calls.values()].filter((count) => count !== 1),
    [],
  );
  for (const table of ['token', 'job', 'user_task', 'timer', 'work', 'incident']) {
    const left = await bench.database.pool.query(`select count(*)::integer as n from engine.${table}`);
    assert.equal(left.rows[0].n, 0, `expected nothing left in ${table}`);
  }
  assert.equal(await deadlocks(), 0);
});

test('independent commands in any order, doubled and on two nodes at once, reach the same end', async () => {
  const NEWS = '<bpmn:messageEventDefinition messageRef="message_news" />';
  const body = `<bpmn:startEvent id="begin" />${userTask('left')}${userTask('right')}${serviceTask('ask')}${node('intermediateCatchEvent', 'hear', '', NEWS)}
    <bpmn:endEvent id="end" />${['left', 'right', 'ask', 'hear'].map((id) => flow('begin', id) + flow(id, 'end')).join('')}`;
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(body), processId: 'main' });
  const commands = (tokens: Record<string, number>): Command[] => [
    { type: 'complete-task', token: tokens.left!, actor: 'x', variables: { left: 1 } },
    { type: 'complete-task', token: tokens.right!, actor: 'x', variables: { right: 2 } },
    { type: 'complete-job', token: tokens.ask!, fence: null, variables: { ask: 3 } },
    { type: 'correlate', message: 'news', key: 'k', variables: { hear: 4 } },
    { type: 'claim-task', token: tokens.left!, assignee: 'person:y', actor: 'y' },
    { type: 'reroute', token: tokens.ask! },
  ];
  const step = fc.record({ command: fc.nat(5), node: fc.nat(1), enqueue: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), async (plan) => {
      const caseId = newCaseId();
      await engines[0]!.run(caseId, 'start', { type: 'start', definitionId, variables: { case: { id: 'k' } } });
      const tokens = Object.fromEntries((await engines[0]!.state(caseId)).tokens.map((token) => [token.element, token.token_no]));
      const all = commands(tokens);
      const missing = [0, 1, 2, 3].map((command) => ({ command, node: 0, enqueue: false }));
      await Promise.all(
        [...plan, ...missing].map(async ({ command, node: which, enqueue }) => {
          const engine = engines[which]!;
          if (!enqueue) return engine.run(caseId, `c${command}`, all[command]!);
          await engine.enqueue(pools[which]!, caseId, `c${command}`, all[command]!);
          return engine.drain();
        }),
      );
      const { instance, variables, tokens: left } = await engines[0]!.state(caseId);
      assert.deepEqual([instance!.state, left], ['completed', []]);
      assert.deepEqual(variables['0'], { case: { id: 'k' }, left: 1, right: 2, ask: 3, hear: 4 });
    }),
    { numRuns: 40 },
  );
  assert.equal(await deadlocks(), 0);
});

test('nodes that begin the same case at the same moment, by the same and by other commands, all learn an outcome', async () => {
  const body = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(body), processId: 'main' });
  for (let round = 0; round < 300; round += 1) {
    const caseId = newCaseId();
    const begin = (engine: Engine, id: string): Promise<CommandOutcome> =>
      engine.run(caseId, id, { type: 'start', definitionId, variables: {} });
    const outcomes = await Promise.all(engines.flatMap((engine) => [begin(engine, 'start'), begin(engine, 'other')]));
    const results = outcomes.map(({ result }) => result).sort();
    assert.deepEqual(results, ['done', 'rejected', 'repeated', 'repeated']);
  }
  assert.equal(await deadlocks(), 0);
});

test('a case that nodes begin at the same moment, one with a process that ends at once, begins only once', async () => {
  const ends = `<bpmn:startEvent id="begin" /><bpmn:endEvent id="end" />${chain('begin', 'end')}`;
  const waits = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
  const definitions: string[] = [];
  for (const body of [ends, waits]) definitions.push((await bench.engine.deploy({ xml: bpmn(body), processId: 'main' })).definitionId);
  for (let round = 0; round < 100; round += 1) {
    const caseId = newCaseId();
    const outcomes = await Promise.all(
      engines.map((engine, index) =>
        engine.run(caseId, `start ${index}`, { type: 'start', definitionId: definitions[index]!, variables: {} }),
      ),
    );
    assert.deepEqual(outcomes.map(({ result }) => result).sort(), ['done', 'rejected']);
    const { rows } = await bench.database.pool.query('select 1 from engine.instance where case_id = $1', [caseId]);
    assert.equal(rows.length, 1);
  }
});
