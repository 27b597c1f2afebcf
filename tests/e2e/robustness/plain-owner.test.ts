import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from '../../../apps/demo/src/postgres.ts';
import { prepare } from '../../../apps/worker/src/prepare.ts';
import { root } from '../../support/stage.ts';

test('an owner of the database who is no superuser prepares it, twice, and sees no case of anybody', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plain-owner-'));
  chmodSync(folder, 0o711);
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), port: null, log: () => {} });
  const superuser = new pg.Pool({ connectionString: server.url, max: 1 });
  superuser.on('error', () => {});
  try {
    await superuser.query(`create role plain login createrole password 'plain'`);
    await superuser.query('create database portal owner plain');
    const url = new URL(server.url);
    [url.username, url.password, url.pathname] = ['plain', 'plain', '/portal'];
    const lines: string[] = [];
    const options = {
      databaseUrl: url.href,
      roots: [root],
      canton: '_example',
      roleSecret: 'secret',
      log: (line: string) => void lines.push(line),
    };
    const { roleUrls } = await prepare(options);
    await prepare(options);
    assert.match(lines.at(-1)!, /unchanged/);
    const engine = new pg.Client(roleUrls.worker);
    engine.on('error', () => {});
    await engine.connect();
    await engine.query(`insert into cases.access_records (case_id, actor, actor_name, purpose) values (gen_random_uuid(), 'a', 'b', 'c')`);
    await engine.end();
    const owner = new pg.Client(url.href);
    owner.on('error', () => {});
    await owner.connect();
    const forAll = `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('cases', 'engine') and p.prosecdef and has_function_privilege('public', p.oid, 'execute')`;
    assert.deepEqual((await owner.query(forAll)).rows, []);
    assert.equal((await owner.query('select 1 from cases.access_records')).rowCount, 0);
    await owner.end();
  } finally {
    await superuser.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
