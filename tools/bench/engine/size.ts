import type pg from 'pg';
import type { OrderHost } from './lives.ts';

/** Bytes of tables and indexes that one instance keeps, without free space. */
export interface InstanceBytes {
  open: number;
  finished: number;
}

const TABLES = ['instance', 'token', 'variable', 'job', 'user_task', 'event'];
const SAMPLE = 300;

/** Write-ahead log of one life in bytes; the first lives are left out, for they also make pages and plans. */
export async function bytesOfLog(pool: pg.Pool, orders: OrderHost): Promise<number> {
  for (let no = 0; no < SAMPLE; no += 1) await orders.live(no);
  const position = async (): Promise<number> =>
    Number((await pool.query<{ at: string }>(`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as at`)).rows[0]!.at);
  const before = await position();
  for (let no = 0; no < SAMPLE; no += 1) await orders.live(no);
  return Math.round(((await position()) - before) / SAMPLE);
}

/** Needs a database with finished orders only. */
export async function bytesPerInstance(pool: pg.Pool, orders: OrderHost): Promise<InstanceBytes> {
  const finished = await compactSize(pool);
  for (let no = 0; no < SAMPLE; no += 1) await orders.openOne(no);
  const both = await compactSize(pool);
  return { finished: Math.round(finished.bytes / finished.instances), open: Math.round((both.bytes - finished.bytes) / SAMPLE) };
}

async function compactSize(pool: pg.Pool): Promise<{ bytes: number; instances: number }> {
  for (const table of TABLES) await pool.query(`vacuum full engine.${table}`);
  const { rows } = await pool.query<{ bytes: string; instances: string }>(
    `select sum(pg_total_relation_size(c.oid)) as bytes, (select count(*) from engine.instance) as instances from pg_class c
     where c.relnamespace in ('engine'::regnamespace, 'engine_months'::regnamespace) and c.relkind = 'r' and pg_relation_size(c.oid) > 0
       and regexp_replace(c.relname, '_(open|rest|[0-9_]+)$', '') = any($1)`,
    [TABLES],
  );
  return { bytes: Number(rows[0]!.bytes), instances: Number(rows[0]!.instances) };
}
