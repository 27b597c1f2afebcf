import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let path: string;
let folder: URL;
before(async () => {
  database = await createDatabase({ schema: 'none' });
  path = await mkdtemp(join(tmpdir(), 'migrate-'));
  folder = pathToFileURL(`${path}/`);
  await writeFile(join(path, '0001-first.sql'), 'create table sample.first (id integer);');
});
after(async () => {
  await database.drop();
  await rm(path, { recursive: true });
});

test('each file runs once, also when two nodes migrate at the same moment', async () => {
  const [one, two] = await Promise.all([migrate(database.pool, folder, 'sample'), migrate(database.pool, folder, 'sample')]);
  assert.deepEqual([...one, ...two], ['0001-first.sql']);
});

test('a failing file leaves nothing behind and runs after it was mended', async () => {
  const file = join(path, '0002-second.sql');
  await writeFile(file, 'create table sample.second (id integer); select nonsense;');
  await assert.rejects(migrate(database.pool, folder, 'sample'), /nonsense/);
  await writeFile(file, 'create table sample.second (id integer);');
  assert.deepEqual(await migrate(database.pool, folder, 'sample'), ['0002-second.sql']);
});

test('an applied file may never change, and names are numbered', async () => {
  const { code } = await migrate(database.pool, folder, 'Bad Name').then(
    () => ({ code: '' }),
    (error: { code: string }) => error,
  );
  assert.equal(code, 'migration-order');
  await writeFile(join(path, '0001-first.sql'), 'create table sample.first (id bigint);');
  await assert.rejects(migrate(database.pool, folder, 'sample'), { code: 'migration-changed' });
  await writeFile(join(path, 'later.sql'), 'select 1;');
  await assert.rejects(migrate(database.pool, folder, 'sample'), { code: 'migration-order' });
});
