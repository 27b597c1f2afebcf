import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { EngineError } from './errors.ts';
import { openMonths } from './store/months.ts';

const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** One numbered SQL file of a package that owns a schema. */
export interface Migration {
  number: number;
  name: string;
  sql: string;
  hash: string;
}

/**
 * Reads `NNNN-name.sql` files of a folder in ascending order.
 * @throws EngineError `migration-order` when a name is malformed or a number appears twice.
 */
export async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations: Migration[] = [];
  for (const name of names) {
    const number = Number(FILE_NAME.exec(name)?.[1] ?? Number.NaN);
    const last = migrations.at(-1)?.number ?? 0;
    if (!(number > last)) {
      throw new EngineError('migration-order', `expected a name NNNN-words.sql with a new number of migration, got ${name}`);
    }
    const sql = await readFile(new URL(name, folder), 'utf8');
    migrations.push({ number, name, sql, hash: createHash('sha256').update(sql).digest('hex') });
  }
  return migrations;
}

/**
 * Brings a schema to the newest numbered file. Each file runs once, in its own transaction; the number is inserted
 * first, so a second node that got past the lock would stop there. Applied files may never change.
 * @param folder URL of the folder with the files, ending with a slash.
 * Of the schema `engine` it also opens the months to come (`openMonths`); a schema's own function `after_migrations()` runs when something was applied.
 * @returns names of the files applied now.
 * @throws EngineError `migration-changed` when an applied file differs from its content hash.
 */
export async function migrate(pool: pg.Pool, folder: URL, schema: string): Promise<string[]> {
  if (!/^[a-z_]+$/.test(schema)) throw new EngineError('migration-order', `expected a plain name of schema, got ${schema}`);
  const migrations = await readMigrations(folder);
  const client = await pool.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('einwohnerportal-migrate'))`);
    try {
      const applied = await applyMissing(client, migrations, schema);
      const { rows } = await client.query(`select to_regprocedure('engine.open_months(date, date)') is not null as known`);
      if (schema === 'engine' && rows[0].known) await openMonths(client);
      if (applied.length > 0) await tidy(client, schema);
      return applied;
    } finally {
      await client.query(`select pg_advisory_unlock(hashtext('einwohnerportal-migrate'))`);
    }
  } finally {
    client.release();
  }
}

/** What a schema does after new tables came: its own function `after_migrations()`, if it has one. */
async function tidy(client: pg.PoolClient, schema: string): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>('select to_regprocedure($1) is not null as known', [
    `${schema}.after_migrations()`,
  ]);
  if (rows[0]!.known) await client.query(`select ${schema}.after_migrations()`);
}

async function applyMissing(client: pg.PoolClient, migrations: Migration[], schema: string): Promise<string[]> {
  await client.query(`create schema if not exists ${schema}`);
  await client.query(
    `create table if not exists ${schema}.migration (
       number integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<{ number: number; hash: string }>(`select number, hash from ${schema}.migration`);
  const applied = new Map(rows.map((row) => [row.number, row.hash]));
  const done: string[] = [];
  for (const migration of migrations) {
    const hash = applied.get(migration.number);
    if (hash === migration.hash) continue;
    if (hash !== undefined) {
      throw new EngineError('migration-changed', `expected the applied content of ${schema}/${migration.name}, got another`);
    }
    await applyOne(client, migration, schema);
    done.push(migration.name);
  }
  return done;
}

async function applyOne(client: pg.PoolClient, migration: Migration, schema: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`insert into ${schema}.migration (number, name, hash) values ($1, $2, $3)`, [
      migration.number,
      migration.name,
      migration.hash,
    ]);
    await client.query(migration.sql);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
