import type { Queryable } from '../types.ts';

/** The three partitions of a month; `rest` holds whatever no month was opened for, ids that are no UUIDv7 too. */
export interface Month {
  /** `2026-11`, or `rest`. */
  month: string;
  /** Table by table: the partition and what it is a partition of. */
  parts: { parent: string; name: string }[];
  /** Its part of the case ids as SQL over `case_id`, and the bound of its partitions. */
  where: string;
  bound: string;
}

const PARENTS = { instance: 'engine_months.instance_closed', variable: 'engine_months.variable_closed', event: 'engine.event' };

/**
 * Opens the months from this one to `ahead` months from now that are not open yet; needs the owner of the tables. Without it everything
 * still works: rows lie in the rest until their month is opened.
 * @returns how many partitions were made.
 */
export async function openMonths(client: Queryable, { ahead = 12 } = {}): Promise<number> {
  const { rows } = await client.query('select engine.open_months(now()::date, (now() + make_interval(months => $1))::date) as opened', [
    ahead,
  ]);
  return (rows[0] as { opened: number }).opened;
}

/** The months that are there, oldest first, the rest last. */
export async function listMonths(client: Queryable): Promise<Month[]> {
  const { rows } = await client.query(
    `select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'engine.event'::regclass order by c.relname`,
  );
  return (rows as { name: string; bound: string }[]).map(({ name, bound }) => {
    const suffix = name.slice('event'.length);
    const [, low, high] = /FROM \('([0-9a-f-]+)'\) TO \('([0-9a-f-]+)'\)/.exec(bound) ?? [];
    const parts = Object.entries(PARENTS).map(([table, parent]) => ({ parent, name: `engine_months.${table}${suffix}` }));
    const where = low
      ? `case_id >= '${low}' and case_id < '${high}'`
      : `case_id in (select case_id from engine_months.event_rest union select case_id from engine_months.instance_rest)`;
    return {
      month: suffix.slice(1).replace('_', '-'),
      parts,
      where,
      bound: low ? `for values ${bound.replace('FOR VALUES ', '')}` : 'default',
    };
  });
}
