import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { inTransaction, isConnectionLoss, onConnection } from './transaction.ts';

let database: TestDatabase;
before(async () => {
  database = await createDatabase({ schema: 'none' });
});
after(() => database.drop());

async function failure(work: () => Promise<unknown>): Promise<Error> {
  const error = await work().then(
    () => null,
    (thrown: Error) => thrown,
  );
  assert.ok(error);
  return error;
}

test('what the database or the network does to a connection is no fault of a command', async () => {
  const cut = await failure(() =>
    inTransaction(database.pool, async ({ client }) => {
      const { rows } = await client.query('select pg_backend_pid() as pid');
      await database.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
      await client.query('select pg_sleep(5)');
    }),
  );
  assert.ok(isConnectionLoss(cut), cut.message);
  const nobody = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', max: 1 });
  assert.ok(isConnectionLoss(await failure(() => nobody.query('select 1'))));
  await nobody.end();
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as AddressInfo;
  const waiting = new pg.Pool({ connectionString: `postgres://nobody@127.0.0.1:${port}/none`, max: 1, connectionTimeoutMillis: 50 });
  const both = await Promise.all([failure(() => waiting.query('select 1')), failure(() => waiting.query('select 2'))]);
  for (const error of both) assert.ok(isConnectionLoss(error), error.message);
  await waiting.end();
  silent.close();
});

test('a node that wakes late inside a transaction finds its connection gone, and is told so', async () => {
  const late = await failure(() =>
    inTransaction(database.pool, async (transaction) => {
      await transaction.send([{ text: `set local idle_in_transaction_session_timeout = '50ms'` }]);
      await pause(400);
      await transaction.send([{ text: 'select 1' }]);
    }),
  );
  assert.ok(isConnectionLoss(late), late.message);
});

test('a statement that cannot be executed is the fault of its command', async () => {
  assert.ok(!isConnectionLoss(await failure(() => inTransaction(database.pool, ({ client }) => client.query('select 1 / 0')))));
  assert.ok(!isConnectionLoss(new TypeError('the host is broken')));
});

test('a connection cut while it is lent, and idle, ends nothing but the work on it', async () => {
  await assert.rejects(
    onConnection(database.pool, async (client) => {
      const { rows } = await client.query('select pg_backend_pid() as pid');
      await database.pool.query('select pg_terminate_backend($1, 5000)', [rows[0].pid]);
      await pause(50);
      await client.query('select 1');
    }),
  );
  assert.deepEqual((await database.pool.query('select 1 as one')).rows, [{ one: 1 }]);
});

/** A message of the server. Source: PostgreSQL documentation, chapter "Message Formats". */
function message(type: string, body: string | Buffer): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}

test('a connection that is ended in the moment it is handed out ends no process', async () => {
  const fatal = message('E', 'SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');
  const welcome = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', 'I'), fatal]);
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(welcome));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const pool = new pg.Pool({ connectionString: `postgres://nobody@127.0.0.1:${port}/none` });
  const error = await failure(() => onConnection(pool, (client) => client.query('select 1')));
  assert.ok(isConnectionLoss(error), error.message);
  await pool.end();
  server.close();
});
