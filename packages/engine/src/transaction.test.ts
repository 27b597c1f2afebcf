import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { Bench, bpmn, chain, newCaseId, plainHost, userTask } from '../test/kit.ts';
import { createEngine } from './index.ts';

const BODY = `<bpmn:startEvent id="begin" />${userTask('check')}<bpmn:endEvent id="end" />${chain('begin', 'check', 'end')}`;
let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

test('connections of the engine alone are set up once, those it shares are left as they were', async () => {
  const { definitionId } = await bench.engine.deploy({ xml: bpmn(BODY), processId: 'main' });
  const found: unknown[] = [];
  for (const ownPool of [true, false]) {
    const pool = new pg.Pool({ connectionString: bench.database.url, max: 1 });
    const broken = new Set<string>();
    const onStep = async (client: pg.PoolClient, { caseId }: { caseId: string }): Promise<void> => {
      const { rows } = await client.query(`select current_setting('plan_cache_mode') as plans`);
      found.push(rows[0].plans);
      if (broken.has(caseId)) throw new Error('the host is broken');
    };
    const engine = createEngine({ pool, ownPool, host: plainHost(), clock: bench.clock.read, onStep });
    const [good, bad] = [newCaseId(), newCaseId()];
    broken.add(bad);
    const start = { type: 'start', definitionId, variables: {} } as const;
    await assert.rejects(engine.run(bad, 'start', start), /the host is broken/);
    assert.equal((await engine.run(good, 'start', start)).result, 'done');
    const { rows } = await pool.query(`select current_setting('plan_cache_mode') as plans, current_setting('lock_timeout') as locks`);
    found.push(rows[0]);
    await pool.end();
  }
  const [own, shared] = [
    { plans: 'force_generic_plan', locks: '200ms' },
    { plans: 'auto', locks: '0' },
  ];
  assert.deepEqual(found, ['auto', 'auto', own, 'auto', 'auto', shared]);
});
