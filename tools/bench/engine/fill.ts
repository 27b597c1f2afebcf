import type pg from 'pg';
import type { OrderHost } from './lives.ts';
import type { InstanceBytes } from './size.ts';

/** What many instances in the database change. */
export interface Filled {
  open: number;
  finished: number;
  sizes: InstanceBytes;
  /** Lives per second, without them and with them. */
  levels: { inFlight: number; before: number; after: number }[];
}

const CHUNK = 100_000;
/** Tables a finished order leaves, and those an open one has besides. */
const FINISHED = ['instance', 'variable', 'event'];
const OPEN = [...FINISHED, 'token', 'user_task'];
const MONTH = 30 * 24 * 3600 * 1000;
/** Finished ones began within so many months, open ones within so many; both until now. */
const MONTHS = { finished: 24, open: 6 };

/**
 * Multiplies one finished and one open order, made by the engine itself, by set-based statements. Case ids are in order of time, as they
 * would be, and spread over the months.
 */
export async function fillDatabase(
  pool: pg.Pool,
  orders: OrderHost,
  wanted: { open: number; finished: number; say: (text: string) => void },
): Promise<InstanceBytes> {
  const finished = await orders.finishOne(0);
  const open = await orders.openOne(0);
  await pool.query(`select engine.open_months((now() - make_interval(days => $1))::date, now()::date)`, [31 * MONTHS.finished]);
  const before = await size(pool);
  await multiply(pool, finished, FINISHED, { ...wanted, count: wanted.finished, months: MONTHS.finished });
  const between = await size(pool);
  await multiply(pool, open, OPEN, { ...wanted, count: wanted.open, months: MONTHS.open });
  const after = await size(pool);
  wanted.say('vacuums and analyzes');
  await pool.query('vacuum analyze');
  await pool.query('checkpoint');
  return {
    finished: Math.round((between - before) / Math.max(1, wanted.finished)),
    open: Math.round((after - between) / Math.max(1, wanted.open)),
  };
}

async function multiply(
  pool: pg.Pool,
  caseId: string,
  tables: string[],
  { count, months, say }: { count: number; months: number; say: (text: string) => void },
): Promise<void> {
  const end = Date.now() - 60_000;
  const columns = new Map<string, string>();
  for (const table of tables) {
    const { rows } = await pool.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute
       where attrelid = ('engine.' || $1)::regclass and attnum > 0 and not attisdropped and attname <> 'case_id' order by attnum`,
      [table],
    );
    columns.set(table, rows.map(({ name }) => name).join(', '));
  }
  const client = await pool.connect();
  try {
    await client.query('set synchronous_commit = off');
    for (let done = 0; done < count; done += CHUNK) {
      const until = Math.min(count, done + CHUNK) - 1;
      for (const table of tables) {
        const names = columns.get(table)!;
        // 48 bits of milliseconds, then a hash of the number as the random part.
        await client.query(
          `insert into engine.${table} (case_id, ${names})
           select (lpad(to_hex($4::bigint + n * $5::bigint / $6::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid, ${names}
           from (select n, md5(n::text || $1) as h from generate_series($2::bigint, $3::bigint) n) as ids
           cross join (select * from engine.${table} where case_id = $1::uuid) as one`,
          [caseId, done, until, end - months * MONTH, months * MONTH, count],
        );
      }
      if ((done / CHUNK) % 5 === 4) say(`  ${done + CHUNK} of ${count}`);
    }
  } finally {
    await client.query('reset synchronous_commit');
    client.release();
  }
}

async function size(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c
     where c.relnamespace in ('engine'::regnamespace, 'engine_months'::regnamespace) and c.relkind = 'r'`,
  );
  return Number(rows[0]!.bytes);
}
