import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { createEngine } from '../src/index.ts';
import type { Engine } from '../src/types.ts';
import { Bench, bpmn, chain, newCaseId, node, plainHost, serviceTask, timer } from './kit.ts';

let bench: Bench;
let definitionId: string;
before(async () => {
  bench = await Bench.open();
  const body = `<bpmn:startEvent id="begin" />${serviceTask('pay')}${node('intermediateCatchEvent', 'pause', '', timer('timeDuration', 'PT1H'))}
    ${serviceTask('issue')}<bpmn:endEvent id="end" />${chain('begin', 'pay', 'pause', 'issue', 'end')}`;
  ({ definitionId } = await bench.engine.deploy({ xml: bpmn(body), processId: 'main' }));
});
after(() => bench.close());

class Crash extends Error {}

/** A pool whose node dies at its n-th round trip: the connection is cut, before or after the server got the statements. */
function mortal(pool: pg.Pool, deathAt: number, when: 'before' | 'after'): { pool: pg.Pool; statements: () => number } {
  let statements = 0;
  const guard = async (run: () => Promise<unknown>, cut: () => void): Promise<unknown> => {
    statements += 1;
    if (statements > deathAt) throw new Crash();
    if (statements < deathAt) return run();
    if (when === 'after') await run();
    cut();
    throw new Crash();
  };
  const wrapped = {
    query: (...args: unknown[]) =>
      guard(
        () => (pool.query as (...all: unknown[]) => Promise<unknown>)(...args),
        () => {},
      ),
    connect: async () => {
      const client = await pool.connect();
      let cutOff = false;
      return {
        query: (...args: unknown[]) =>
          guard(
            () => (client.query as (...all: unknown[]) => Promise<unknown>).apply(client, args),
            () => {
              cutOff = true;
              client.release(true);
            },
          ),
        on: () => {},
        off: () => {},
        release: (broken?: boolean | Error) => cutOff || client.release(broken),
      };
    },
  };
  return { pool: wrapped as unknown as pg.Pool, statements: () => statements };
}

/** What a worker does in a turn: claims, does the outside work keyed by the job's key, and tells the engine. */
async function work(engine: Engine, outside: Map<string, number>): Promise<void> {
  await engine.drain();
  for (const job of await engine.claimJobs()) {
    outside.set(job.idempotencyKey, (outside.get(job.idempotencyKey) ?? 0) + 1);
    await engine.run(job.caseId, `done ${job.idempotencyKey} ${job.fence}`, {
      type: 'complete-job',
      token: job.token,
      fence: job.fence,
      variables: { [job.kind]: job.idempotencyKey },
    });
  }
}

async function lifeWithDeath(deathAt: number, when: 'before' | 'after'): Promise<boolean> {
  const caseId = newCaseId();
  const outside = new Map<string, number>();
  const dying = mortal(bench.database.pool, deathAt, when);
  const options = { host: plainHost(), clock: bench.clock.read };
  let engine = createEngine({ ...options, pool: dying.pool, node: 'dying' });
  let died = false;
  await bench.engine.enqueue(bench.database.pool, caseId, 'start', { type: 'start', definitionId, variables: {} });
  for (let turn = 0; turn < 20; turn += 1) {
    try {
      await work(engine, outside);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      died = true;
      engine = createEngine({ ...options, pool: bench.database.pool, node: 'next' });
    }
    if ((await bench.engine.state(caseId)).instance?.state === 'completed') break;
    bench.clock.wait(1801);
  }
  const { instance, tokens, jobs, timers, events } = await bench.engine.state(caseId);
  const what = `${when} statement ${deathAt}`;
  assert.equal(instance?.state, 'completed', what);
  assert.deepEqual([tokens, jobs, timers], [[], [], []], what);
  const completed = events
    .flatMap((event) => event.path)
    .filter((entry) => entry.what === 'completed')
    .map((entry) => entry.element);
  assert.deepEqual(completed, ['begin', 'pay', 'pause', 'issue', 'end'], what);
  assert.deepEqual([...outside.keys()], [`${caseId}/pay:1`, `${caseId}/issue:1`], what);
  const { rows } = await bench.database.pool.query('select 1 from engine.work');
  assert.equal(rows.length, 0, what);
  return died;
}

test('a node that dies at any round trip loses nothing and doubles nothing', async () => {
  for (const when of ['before', 'after'] as const) {
    let deathAt = 1;
    while (await lifeWithDeath(deathAt, when)) deathAt += 1;
    assert.ok(deathAt > 15, `expected more than 15 round trips in a life, got ${deathAt}`);
  }
});

test('a message sent again after its node has died begins its case, whatever was written before', async () => {
  const { pool } = bench.database;
  await bench.engine.openStarts(pool, await bench.deployElement('message-start'));
  for (const when of ['before', 'after'] as const) {
    for (let deathAt = 1, died = true; died; deathAt += 1) {
      const id = `${when} ${deathAt}`;
      const dying = mortal(pool, deathAt, when);
      const node = createEngine({ pool: dying.pool, host: plainHost(), clock: bench.clock.read });
      died = await node.publish(dying.pool, id, 'order', {}).then(
        () => false,
        () => true,
      );
      const begun = await bench.engine.publish(pool, id, 'order', {});
      await bench.engine.drain();
      assert.deepEqual([begun.length, await bench.at(begun[0]!)], [1, ['deliver']], id);
    }
  }
});
