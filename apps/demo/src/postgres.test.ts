import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import pg from 'pg';
import { startPostgres, type RunningPostgres } from './postgres.ts';
import { isAlive } from './postgres/pid-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-postgres-test-'));
// The account PostgreSQL runs as must pass through.
chmodSync(folder, 0o711);
const dataDir = join(folder, 'data');
let running: RunningPostgres | null = null;

async function start(): Promise<RunningPostgres> {
  running = await startPostgres({ dataDir, port: null, log: () => {} });
  return running;
}

async function query<T>(server: RunningPostgres, sql: string): Promise<T[]> {
  const client = new pg.Client(server.url);
  // A server that is killed cuts its connections.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end().catch(() => {});
  }
}

afterEach(() => running?.stop());
after(() => rmSync(folder, { recursive: true, force: true }));

test('data written before a stop is there after the next start', async () => {
  const first = await start();
  await query(first, 'create table kept (word text)');
  await query(first, `insert into kept values ('Grüezi')`);
  await first.stop();
  assert.equal(isAlive(first.pid), false);
  const second = await start();
  assert.equal(second.adopted, false);
  assert.deepEqual(await query(second, 'select word from kept'), [{ word: 'Grüezi' }]);
});

test('commits wait for the disk and the server listens on 127.0.0.1 alone', async () => {
  const server = await start();
  const [settings] = await query<Record<string, string>>(
    server,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding`,
  );
  assert.deepEqual(settings, { fsync: 'on', commit: 'on', addresses: '127.0.0.1', encoding: 'UTF8' });
});

test('the password is asked for, and its file is for its owner only', async () => {
  const server = await start();
  assert.equal(statSync(join(folder, 'postgres-password')).mode & 0o777, 0o600);
  const wrong = new pg.Client(server.url.replace(/:[^:@/]+@/, ':wrong@'));
  await assert.rejects(wrong.connect(), /password authentication failed/);
});

test('after kill -9 of the server the next start recovers with what was committed', async () => {
  const server = await start();
  await query(server, `create table if not exists survived (n int); insert into survived values (1)`);
  process.kill(server.pid, 'SIGKILL');
  const next = await start();
  assert.notEqual(next.pid, server.pid);
  assert.equal(next.adopted, false);
  assert.equal((await query(next, 'select 1 from survived')).length, 1);
});

test('a server left over by a killed supervisor is adopted and can be stopped', async () => {
  const left = await start();
  const adopted = await start();
  assert.equal(adopted.adopted, true);
  assert.equal(adopted.pid, left.pid);
  assert.equal((await query(adopted, 'select 1 as one')).length, 1);
  await adopted.stop();
  assert.equal(isAlive(left.pid), false);
  assert.equal(existsSync(join(dataDir, 'postmaster.pid')), false);
});

test('a lost password file gets an error that says how to go on', async () => {
  rmSync(join(folder, 'postgres-password'));
  await assert.rejects(start(), { code: 'postgres', message: /put it back, or delete/ });
});
