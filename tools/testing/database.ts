import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { migrate, readMigrations } from '../../packages/engine/src/migrate.ts';
import { startServer } from './server.ts';

const SCHEMAS = {
  engine: new URL('../../packages/engine/sql/', import.meta.url),
  cases: new URL('../../packages/cases/sql/', import.meta.url),
};
const LAYERS = { none: [], engine: ['engine'], cases: ['engine', 'cases'] } as const;
const ROLE_PASSWORD = 'test';

/** Which migrations a test database starts with; `cases` includes those of the engine. */
export type TestSchema = keyof typeof LAYERS;

/** A database of one test, with a pool of its owner (superuser). */
export interface TestDatabase {
  url: string;
  pool: pg.Pool;
  /** Address for signing in as a database role that a migration created, to test its rights. */
  roleUrl(role: string): string;
  /** Ends the pool and removes the database with whoever is still connected. */
  drop(): Promise<void>;
}

let server: Promise<string> | null = null;
const templates = new Map<TestSchema, Promise<string>>();

/** Address of the maintenance database: `TEST_DATABASE_URL` (a superuser) or an embedded server started on first use. */
export function serverUrl(): Promise<string> {
  server ??= process.env.TEST_DATABASE_URL ? Promise.resolve(process.env.TEST_DATABASE_URL) : startServer().then((started) => started.url);
  return server;
}

/**
 * Creates a fresh database, cloned from a template that holds the migrated schema. Templates are named by the hash of
 * the migration files and shared by all test processes on the same server.
 */
export async function createDatabase(options: { schema: TestSchema }): Promise<TestDatabase> {
  const maintenance = await serverUrl();
  let template = templates.get(options.schema);
  if (!template) templates.set(options.schema, (template = ensureTemplate(maintenance, options.schema)));
  const source = await template;
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`;
  await onServer(maintenance, (client) => client.query(`create database ${name} template ${source}`));
  const url = withDatabase(maintenance, name);
  const pool = new pg.Pool({ connectionString: url, max: 12, allowExitOnIdle: true });
  // Connections cut by `drop` must not end the test process.
  pool.on('error', () => {});
  let dropped = false;
  return {
    url,
    pool,
    roleUrl: (role) => withRole(url, role),
    drop: async () => {
      if (dropped) return;
      dropped = true;
      if (!pool.ended) await pool.end();
      await onServer(maintenance, (client) => dropQuietly(client, name));
    },
  };
}

async function ensureTemplate(maintenance: string, schema: TestSchema): Promise<string> {
  const layers = LAYERS[schema].filter((layer) => existsSync(SCHEMAS[layer]));
  if (layers.length === 0) return 'template1';
  const hash = createHash('sha256');
  for (const layer of layers) for (const file of await readMigrations(SCHEMAS[layer])) hash.update(`${file.name} ${file.hash} `);
  const name = `template_${schema}_${hash.digest('hex').slice(0, 16)}`;
  await onServer(maintenance, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('einwohnerportal-test-template'))`);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const building = `${name}_building`;
    await client.query(`drop database if exists ${building} with (force)`);
    await client.query(`create database ${building}`);
    const pool = new pg.Pool({ connectionString: withDatabase(maintenance, building), max: 1 });
    try {
      for (const layer of layers) await migrate(pool, SCHEMAS[layer], layer);
    } finally {
      await pool.end();
    }
    await allowSignIn(client);
    await client.query(`alter database ${building} rename to ${name}`);
  });
  return name;
}

/** Lets tests sign in as the roles that migrations created; roles belong to the server, hence under the template's lock. */
async function allowSignIn(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(rolname) as name from pg_authid
     where rolcanlogin and not rolsuper and rolpassword is null and rolname not like 'pg\\_%'`,
  );
  for (const { name } of rows) await client.query(`alter role ${name} login password '${ROLE_PASSWORD}'`);
}

/**
 * Drops a database once its connections have gone. A pool that has ended may still be closing them; cut off in that moment it
 * would throw into the test process. Who has not gone after two seconds is cut off all the same.
 */
async function dropQuietly(client: pg.Client, name: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    const { rowCount } = await client.query('select 1 from pg_stat_activity where datname = $1 limit 1', [name]);
    if (!rowCount) break;
    await pause(50);
  }
  await client.query(`drop database if exists ${name} with (force)`);
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function withRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(role);
  changed.password = ROLE_PASSWORD;
  return changed.href;
}
