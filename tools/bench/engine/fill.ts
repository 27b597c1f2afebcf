import type pg from 'pg';
import type { OrderHost } from './lives.ts';
import type { InstanceBytes } from './size.ts';

export interface Filled {
  open: number;
  finished: number;
  sizes: InstanceBytes;
  levels: { inFlight: number; before: number; after: number }[];
}

const CHUNK = 100_000;
/** Tables a finished order leaves, and those an open one has besides. */
const FINISHED = ['instance', 'variable', 'event'];
const OPEN = [...FINISHED, 'token', 'user_task'];

/**
 * Multiplies one finished and one open order, made by the engine itself, by set-based statements. Case ids lie in the past and are in order
 * of time, as they would be.
 */
export async function fillDatabase(
  pool: pg.Pool,
  orders: OrderHost,
  wanted: { open: number; finished: number; say: (text: string) => void },
): Promise<InstanceBytes> {
  const finished = await orders.finishOne(0);
  const open = await orders.openOne(0);
  const before = await size(pool);
  await multiply(pool, finished, FINISHED, wanted.finished, 0, wanted.say);
  const between = await size(pool);
  await multiply(pool, open, OPEN, wanted.open, wanted.finished, wanted.say);
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
  count: number,
  from: number,
  say: (text: string) => void,
): Promise<void> {
  for (let done = 0; done < count; done += CHUNK) {
    const until = Math.min(count, done + CHUNK) - 1;
    for (const table of tables) {
      const { rows } = await pool.query<{ name: string }>(
        `select quote_ident(attname) as name from pg_attribute where attrelid = ('engine.' || $1)::regclass and attnum > 0 and not attisdropped and attname <> 'case_id' order by attnum`,
        [table],
      );
      const columns = rows.map(({ name }) => name).join(', ');
      // 48 bits of milliseconds from 2025 on, one instance each eight, then the number itself as the random part.
      await pool.query(
        `insert into engine.${table} (case_id, ${columns})
         select (lpad(to_hex(1735689600000 + 8 * n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid, ${columns}
         from generate_series($2::bigint, $3::bigint) n cross join (select * from engine.${table} where case_id = $1) as one`,
        [caseId, from + done, from + until],
      );
    }
    if ((done / CHUNK) % 5 === 4) say(`  ${done + CHUNK} of ${count}`);
  }
}

async function size(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(c.oid)) as bytes from pg_class c where c.relnamespace = 'engine'::regnamespace and c.relkind = 'r'`,
  );
  return Number(rows[0]!.bytes);
}
