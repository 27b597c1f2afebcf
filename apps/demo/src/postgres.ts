import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DemoError } from './errors.ts';
import { freePort } from './ports.ts';
import { canReach, ownFolder, postgresAccount, reachableCopy, type Account } from './postgres/account.ts';
import { answersAsPostgres, isAlive, runningServer } from './postgres/pid-file.ts';
import { postgresPrograms, program } from './postgres/programs.ts';

export interface PostgresOptions {
  /** Where the database lives; made on the first start, used again later. Its parent folder gets the password's file. */
  dataDir: string;
  /** null: any free port. */
  port: number | null;
  /** What happens, one line each: for people, and the server's own lines. */
  log: (line: string) => void;
  /** Server settings beyond the defaults; tests may give up durability here, nobody else. */
  settings?: Record<string, string>;
}

export interface RunningPostgres {
  /** URL of the superuser for the database `postgres`; carries the password. */
  url: string;
  port: number;
  pid: number;
  /** True when the server ran already, left over by a supervisor that was killed. */
  adopted: boolean;
  /** Fast shutdown of exactly this server; resolves when its process is gone. */
  stop(): Promise<void>;
}

/** Where root's PostgreSQL keeps its things when the account `postgres` cannot reach the clone (a clone below /root). */
const shelter = '/var/lib/einwohnerportal';

const startWaitMs = 30_000;

function passwordOf(dataDir: string): string {
  const path = join(dirname(dataDir), 'postgres-password');
  if (!existsSync(path)) {
    if (existsSync(join(dataDir, 'PG_VERSION')))
      throw new DemoError(
        'postgres',
        `expected the database's password in ${path}, got none: put it back, or delete ${dataDir} to begin with an empty database`,
      );
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(path, 'utf8').trim();
}

/** Makes the database beside its place and moves it there when complete, so that a start killed half-way leaves nothing half. */
async function initialise(native: string, dataDir: string, account: Account, password: string): Promise<void> {
  const half = `${dataDir}.new`;
  rmSync(half, { recursive: true, force: true });
  ownFolder(half, account);
  // initdb reads the password as its own account; the file lies beside for that moment, readable by that account only.
  const file = join(dirname(dataDir), `postgres-password.${process.pid}`);
  writeFileSync(file, password, { mode: 0o600 });
  if (account) chownSync(file, account.uid, account.gid);
  try {
    const args = [`--pgdata=${half}`, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${file}`, '--encoding=UTF8', '--locale=C'];
    const child = spawn(program(native, 'initdb'), [...args, '--locale-provider=builtin', '--builtin-locale=C.UTF-8'], {
      ...account,
      cwd: half,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const code = await new Promise((done, fail) => child.on('error', fail).on('exit', done));
    if (code !== 0)
      throw new DemoError(
        'postgres',
        `expected initdb to make the database in ${dataDir}, got exit code ${String(code)}: ${errors.trim()}`,
      );
    renameSync(half, dataDir);
  } finally {
    rmSync(file, { force: true });
  }
}

/** Starts the server once; null when it ended before it was ready (then `lines` says why). */
async function launch(command: string, args: string[], account: Account, dataDir: string, lines: string[]): Promise<ChildProcess | null> {
  // Its own process group: Ctrl-C in the terminal must reach the supervisor only, which stops the database last.
  const child = spawn(command, args, { ...account, cwd: dataDir, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const ready = new Promise<boolean>((done, fail) => {
    child.on('error', fail).on('exit', () => done(false));
    child.stderr.on('data', (chunk: Buffer) => {
      lines.push(...chunk.toString().trimEnd().split('\n'));
      if (lines.length > 200) lines.splice(0, lines.length - 200);
      if (lines.some((line) => line.includes('ready to accept connections'))) done(true);
    });
  });
  const outcome = await Promise.race([ready, sleep(startWaitMs, null, { ref: false })]);
  if (outcome === true) return child;
  child.kill('SIGKILL');
  return null;
}

async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + 20_000;
  while (isAlive(pid) && Date.now() < deadline) await sleep(15);
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  while (isAlive(pid) && Date.now() < deadline + 5_000) await sleep(15);
}

/** A server of this folder that runs and listens; waits for one that is just ending or just starting. */
async function leftServer(dataDir: string): Promise<{ pid: number; port: number } | null> {
  const deadline = Date.now() + startWaitMs;
  for (;;) {
    const left = runningServer(dataDir);
    if (!left || (await answersAsPostgres(left.port))) return left;
    if (Date.now() > deadline) {
      throw new DemoError(
        'postgres',
        `expected PostgreSQL (process ${left.pid}) to answer on port ${left.port}, got nothing: end that process`,
      );
    }
    await sleep(50);
  }
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1, making the database on the first start (about 1.5 s).
 * A server that still runs on the same folder is adopted; a stale `postmaster.pid` is cleaned away.
 * Throws DemoError `postgres` with the server's own last lines when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const account = postgresAccount();
  const { native: packaged, version } = postgresPrograms();
  const wanted = resolve(options.dataDir);
  const sheltered = !canReach(wanted, account);
  const dataDir = sheltered ? join(shelter, createHash('sha256').update(wanted).digest('hex').slice(0, 12), 'postgres') : wanted;
  const native = canReach(packaged, account) ? packaged : reachableCopy(packaged, version, shelter);
  if (sheltered) {
    mkdirSync(dirname(dataDir), { recursive: true, mode: 0o755 });
    options.log(`PostgreSQL cannot reach ${wanted} as the account postgres; its data lies in ${dataDir}`);
  }
  const password = passwordOf(dataDir);
  const describe = (pid: number, port: number, adopted: boolean): RunningPostgres => ({
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    adopted,
    stop: () => stopServer(pid),
  });

  const left = await leftServer(dataDir);
  if (left) {
    options.log(`PostgreSQL still runs from before (process ${left.pid}); using it`);
    return describe(left.pid, left.port, true);
  }
  if (!existsSync(join(dataDir, 'PG_VERSION'))) {
    options.log('Making the database …');
    await initialise(native, dataDir, account, password);
  }

  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
  const lines: string[] = [];
  // After kill -9 of a server its processes need a moment to leave the shared memory; meanwhile a new one refuses to start.
  for (let attempt = 1; attempt <= 8; attempt++) {
    const port = options.port ?? (await freePort());
    const args = ['-D', dataDir, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const child = await launch(program(native, 'postgres'), args, account, dataDir, lines);
    if (child?.pid) {
      child.unref();
      (child.stderr as unknown as { unref(): void }).unref();
      return describe(child.pid, port, false);
    }
    if (!lines.some((line) => /shared memory|already in use|could not bind/.test(line))) break;
    await sleep(250 * attempt);
  }
  throw new DemoError('postgres', `expected PostgreSQL to start on ${dataDir}, got:\n${lines.slice(-8).join('\n')}`);
}
