import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres, type RunningPostgres } from '../../../apps/demo/src/postgres.ts';
import { freePort } from '../../testing/ports.ts';

/** `fast` and `immediate` as `pg_ctl stop -m` does them; `crash`: one process of the server is killed, the server recovers by itself. */
export type Restart = 'fast' | 'immediate' | 'crash';

/** A PostgreSQL of this run alone, in its own folder, with the durability of a production server. */
export class DurableServer {
  readonly port: number;
  readonly #folder: string;
  #running: RunningPostgres;

  private constructor(folder: string, port: number, running: RunningPostgres) {
    this.#folder = folder;
    this.port = port;
    this.#running = running;
  }

  /** @throws Error when the server does not confirm that every commit reaches the disk. */
  static async start(): Promise<DurableServer> {
    const folder = mkdtempSync(join(tmpdir(), 'einwohnerportal-durability-'));
    // As root the server runs under another account, which must pass through.
    chmodSync(folder, 0o711);
    const port = await freePort();
    const server = new DurableServer(folder, port, await start(folder, port));
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const { rows } = await server.query(`show ${setting}`);
      if (Object.values(rows[0] as object)[0] !== 'on') throw new Error(`expected ${setting} of the server to be on, got off`);
    }
    return server;
  }

  get url(): string {
    return this.#running.url;
  }

  /** URL for a node that reaches the server through a port of the proxy. */
  through(port: number): string {
    const url = new URL(this.url);
    url.port = String(port);
    return url.href;
  }

  /** One statement on a connection of its own. */
  async query(text: string, values: unknown[] = []): Promise<pg.QueryResult> {
    const client = new pg.Client(this.url);
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.query(text, values);
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Fast shutdowns that did not end within a minute and had to be immediate ones. */
  pressed = 0;

  async restart(how: Restart): Promise<void> {
    if (how === 'crash') return this.#killProcess();
    process.kill(this.#running.pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    const begun = performance.now();
    // As `pg_ctl stop -m fast` gives up after 60 s and operators go on with `-m immediate`; seen once in some thousand restarts.
    for (let pressed = false; alive(this.#running.pid); await pause(10)) {
      if (pressed || performance.now() - begun < 60_000) continue;
      pressed = true;
      this.pressed += 1;
      process.kill(this.#running.pid, 'SIGQUIT');
    }
    this.#running = await start(this.#folder, this.port);
  }

  async #killProcess(): Promise<void> {
    const { rows } = await this.query(
      `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and state is not null order by random() limit 1`,
    );
    const [row] = rows as { pid: number }[];
    if (row) process.kill(row.pid, 'SIGKILL');
    for (let tries = 0; tries < 400; tries += 1) {
      await pause(25);
      if (
        await this.query('select 1').then(
          () => true,
          () => false,
        )
      )
        return;
    }
    throw new Error('expected the server to recover from a killed backend within 10 s, got no answer');
  }

  async stop(): Promise<void> {
    await this.#running.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function start(folder: string, port: number): Promise<RunningPostgres> {
  return startPostgres({ dataDir: join(folder, 'data'), port, log: () => {} });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
