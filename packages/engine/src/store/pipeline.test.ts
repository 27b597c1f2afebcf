import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { runPipeline } from './pipeline.ts';

let database: TestDatabase;
before(async () => {
  database = await createDatabase({ schema: 'none' });
});
after(() => database.drop());

/** Ends the connection that sleeps. */
async function cutSleeping(): Promise<void> {
  for (;;) {
    const { rowCount } = await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
    );
    if (rowCount) return;
  }
}

test('a connection that is cut while a pool waits for a pipeline is told to the caller and to nobody else', async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown): void => void unheard.push(error);
  process.on('unhandledRejection', hear);
  const waiting = assert.rejects(runPipeline(database.pool, [{ text: 'select pg_sleep(60)' }]));
  await cutSleeping();
  await waiting;
  await new Promise(setImmediate);
  process.off('unhandledRejection', hear);
  assert.deepEqual(unheard, []);
});

test('a statement that fails ends the rest, and the connection goes on', async () => {
  const client = await database.pool.connect();
  await assert.rejects(runPipeline(client, [{ text: 'select 1 as one' }, { text: 'select 1 / 0' }, { text: 'create table never ()' }]), {
    code: '22012',
  });
  assert.deepEqual(await runPipeline(client, [{ text: `select to_regclass('never') as never` }]), [[{ never: null }]]);
  client.release();
});
