import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDatabase } from './database.ts';

test('two databases of the same schema are independent and gone after drop', async () => {
  const [one, two] = await Promise.all([createDatabase({ schema: 'engine' }), createDatabase({ schema: 'engine' })]);
  await one.pool.query('create table only_here (id integer)');
  const { rows } = await two.pool.query(`select to_regclass('only_here') as found`);
  assert.equal(rows[0].found, null);
  const name = new URL(two.url).pathname.slice(1);
  await two.drop();
  const left = await one.pool.query('select 1 from pg_database where datname = $1', [name]);
  assert.equal(left.rowCount, 0);
  await one.drop();
});

test('a database of schema none is empty', async () => {
  const database = await createDatabase({ schema: 'none' });
  const { rows } = await database.pool.query(
    `select count(*)::int as tables from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  assert.equal(rows[0].tables, 0);
  await database.drop();
});
