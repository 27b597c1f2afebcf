import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Bench } from '../../test/kit.ts';

let bench: Bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const cases = async (): Promise<string[]> =>
  (await bench.database.pool.query('select case_id from engine.instance order by started_at')).rows.map((row) => row.case_id as string);

test('a message begins a new case once its process is opened, and the same message only one', async () => {
  const { pool } = bench.database;
  assert.deepEqual(await bench.engine.publish(pool, 'm0', 'order', {}), []);
  const definitionId = await bench.deployElement('message-start');
  await bench.engine.openStarts(pool, definitionId);
  await bench.engine.openStarts(pool, definitionId);
  const [caseId] = await bench.engine.publish(pool, 'm1', 'order', { what: 'chair' });
  assert.deepEqual(await bench.engine.publish(pool, 'm1', 'order', { what: 'chair' }), [caseId]);
  await bench.engine.drain();
  assert.deepEqual(await bench.at(caseId!), ['deliver']);
  assert.deepEqual(await bench.root(caseId!), { what: 'chair' });
  assert.equal((await cases()).length, 1);
});

test('a cycle begins a case each time, as often as it says', async () => {
  const before = (await cases()).length;
  await bench.engine.openStarts(bench.database.pool, await bench.deployElement('timer-start'));
  assert.equal(await bench.engine.nextDueAt(), '2027-03-02T06:00:00.000Z');
  for (const expected of [1, 2, 2]) {
    bench.clock.wait(24 * 3600);
    await bench.engine.drain();
    await bench.engine.drain();
    assert.equal((await cases()).length, before + expected);
  }
  assert.equal(await bench.engine.nextDueAt(), null);
});

test('a signal begins cases and reaches those that wait for it', async () => {
  const { pool } = bench.database;
  await bench.engine.openStarts(pool, await bench.deployElement('signal-start'));
  const waiting = await bench.startElement('signal');
  const before = (await cases()).length;
  assert.equal(await bench.engine.broadcast(pool, 's1', 'alarm', {}), 2);
  assert.equal((await bench.engine.broadcast(pool, 's1', 'alarm', {})) <= 2, true);
  await bench.engine.drain();
  assert.equal((await cases()).length, before + 1);
  assert.deepEqual(await bench.at(waiting), ['raise', 'work']);
  assert.equal((await bench.history(waiting)).filter((line) => line === 'completed noted').length, 1);
});
