import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { EngineError } from './errors.ts';
import { listMonths, openMonths, type Month } from './store/months.ts';
import type { Queryable } from './types.ts';

/** Which ended instances may go: SQL that gives `case_id`. What is open or held never goes, whatever it gives. */
export interface RetentionRule {
  text: string;
  values: unknown[];
}

/** What a month holds, in instances, and what a run does with it. */
export interface RetentionMonth {
  /** `2026-11` by the instant in the case id, or `rest`. */
  month: string;
  /** May go by the rule. */
  going: number;
  open: number;
  /** Ended, and the rule keeps them. */
  kept: number;
  /** Under a legal hold. */
  held: number;
  bytes: number;
  /** `drop`: the whole month goes; `thin`: those that stay are copied into a new partition first; `keep`: nothing happens. */
  action: 'drop' | 'thin' | 'keep';
}

/** What a run of retention may take. */
export interface RetentionOptions {
  rule: RetentionRule;
  /** Also months of which some instances stay. Default: whole months only. */
  thin?: boolean;
  /** Partitions are taken out and kept as `engine_months.detached_…`, for an archive; somebody has to drop them. */
  detach?: boolean;
}

/** Ended before an instant (ISO). */
export const endedBefore = (instant: string): RetentionRule => ({
  text: `select case_id from engine.instance where state <> 'active' and ended_at < $1`,
  values: [instant],
});

/** A run waits so long for the steps and readers that are under way, and asks so often. */
const LOCK_TIMEOUT = '3s';
const TRIES = 5;

/**
 * What a run would do, month by month, oldest first. Changes nothing.
 * @throws EngineError `retention-blind` for a database role that does not see all rows.
 */
export async function previewRetention(pool: pg.Pool, options: RetentionOptions): Promise<RetentionMonth[]> {
  return transact(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read');
    await choose(client, options.rule);
    const found: RetentionMonth[] = [];
    for (const month of await listMonths(client)) found.push(await look(client, month, options));
    return found;
  });
}

/**
 * Drops what may go: whole partitions, never row by row. One transaction a month; steps of cases of that month wait meanwhile, those of
 * others only for the moment of the drop. May be ended and repeated at any time. Needs the owner of the tables.
 * @returns the months of which something went.
 * @throws EngineError `retention-blind`
 */
export async function runRetention(pool: pg.Pool, options: RetentionOptions): Promise<RetentionMonth[]> {
  await openMonths(pool);
  const gone: RetentionMonth[] = [];
  for (const { month } of await previewRetention(pool, options)) {
    const done = await patiently(() => transact(pool, (client) => runMonth(client, month, options)));
    if (done) gone.push(done);
  }
  return gone;
}

/**
 * Lays a legal hold on a case or lifts it, with who and why in the history. Held cases never go.
 * @throws EngineError `retention-blind`, `case-unknown`
 */
export async function holdCase(pool: pg.Pool, caseId: string, hold: { held: boolean; reason: string; actor: string }): Promise<void> {
  const { held, reason, actor } = hold;
  await transact(pool, async (client) => {
    await assertSees(client);
    const { rows } = await client.query('update engine.instance set hold = $2 where case_id = $1 returning state', [
      caseId,
      held ? reason : null,
    ]);
    if (rows.length === 0) throw new EngineError('case-unknown', 'expected the id of a case with an instance, got another');
    const type = held ? 'hold' : 'release';
    await client.query(
      `insert into engine.event (case_id, at, command_id, type, result, state, actor, data) values ($1, now(), $2, $3, 'done', $4, $5, $6)`,
      [caseId, `${type}:${randomUUID()}`, type, rows[0].state, actor, JSON.stringify({ reason })],
    );
  });
}

/** The cases that may go, as a table of the transaction. */
async function choose(client: Queryable, rule: RetentionRule): Promise<void> {
  await assertSees(client);
  await client.query('create temporary table going (case_id uuid primary key) on commit drop');
  await client.query(
    `insert into going select distinct case_id from engine.instance i where state <> 'active' and hold is null and case_id in (${rule.text})
       and not exists (select 1 from engine.instance o where o.case_id = i.case_id and (o.state = 'active' or o.hold is not null))`,
    rule.values,
  );
  await client.query('analyze going');
}

/** Whoever sees only a part of the rows would drop the others. */
async function assertSees(client: Queryable): Promise<void> {
  const { rows } = await client.query(`select row_security_active('engine.instance') or row_security_active('engine.event') as blind`);
  if ((rows[0] as { blind: boolean }).blind) {
    throw new EngineError('retention-blind', 'expected a database role that sees every case, got one under row-level security');
  }
}

async function look(client: Queryable, { month, parts, where }: Month, { thin = false }: RetentionOptions): Promise<RetentionMonth> {
  const { rows } = await client.query(
    `select (select count(*)::integer from going where ${where}) as going,
       count(*) filter (where state = 'active' and hold is null)::integer as open, count(*) filter (where hold is not null)::integer as held,
       count(*) filter (where state <> 'active' and hold is null)::integer as ended,
       (select sum(pg_total_relation_size(p::regclass)) from unnest($1::text[]) p) as bytes
     from engine.instance where ${where}`,
    [parts.map(({ name }) => name)],
  );
  const { going, open, held, ended, bytes } = rows[0] as Record<'going' | 'open' | 'held' | 'ended' | 'bytes', number>;
  const stays = open + held + ended - going;
  const action = going === 0 || (stays > 0 && !thin) ? 'keep' : stays === 0 && month !== 'rest' ? 'drop' : 'thin';
  return { month, going, open, kept: ended - going, held, bytes: Number(bytes), action };
}

async function runMonth(client: Queryable, name: string, options: RetentionOptions): Promise<RetentionMonth | null> {
  const month = (await listMonths(client)).find((each) => each.month === name);
  if (!month) return null;
  // Nothing of this month is written from here on; its open cases wait. Counted again, now that nothing changes.
  await client.query(`lock table ${month.parts.map((part) => part.name).join(', ')} in exclusive mode`);
  await choose(client, options.rule);
  const found = await look(client, month, options);
  if (found.action === 'keep') return null;
  for (const { parent, name: part } of month.parts) {
    const short = part.slice('engine_months.'.length);
    if (found.action === 'thin') {
      await client.query(
        `create table engine_months.new_${short} (like ${part} including defaults including constraints including indexes)`,
      );
      await client.query(
        `insert into engine_months.new_${short} select * from ${part} p where not exists (select 1 from going g where g.case_id = p.case_id)`,
      );
    }
    await client.query(`alter table ${parent} detach partition ${part}`);
    await client.query(options.detach ? `alter table ${part} rename to detached_${short}_${Date.now()}` : `drop table ${part}`);
    if (found.action === 'drop') continue;
    await client.query(`alter table engine_months.new_${short} rename to ${short}`);
    await client.query(`alter table ${parent} attach partition ${part} ${month.bound}`);
  }
  return found;
}

async function transact<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** A lock that could not be had, and a deadlock with steps, are over after a moment. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= TRIES || !['55P03', '40P01', '40001'].includes((error as { code?: string }).code ?? '')) throw error;
    }
  }
}
