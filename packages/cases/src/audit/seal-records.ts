import type pg from 'pg';
import { digestOf, FORMAT, GENESIS, hashOf, rootOf } from './digests.ts';

interface PendingRow {
  authority: string;
  source: string;
  key: string;
  content: string | null;
}

/**
 * Seals records that are not sealed yet, at most `limit` in one transaction: one seal for each authority, on top of its chain.
 * One node at a time; another one gives 0 at once. The pool is that of the machine. Gives how many records it sealed.
 */
export async function sealRecords(pool: pg.Pool, sealedAt: Date, limit = 5_000): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const sealed = await sealSome(client, sealedAt, limit);
    await client.query('commit');
    return sealed;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function sealSome(client: pg.PoolClient, sealedAt: Date, limit: number): Promise<number> {
  const { rows: lock } = await client.query<{ got: boolean }>(`select pg_try_advisory_xact_lock(hashtext('cases.audit')) as got`);
  if (!lock[0]!.got) return 0;
  const { rows } = await client.query<PendingRow>(
    `with taken as (delete from cases.audit_pending where pending_id in (select pending_id from cases.audit_pending order by pending_id limit $2) returning *)
     select authority, source, key, cases.audit_content($1, source, key) as content from taken order by pending_id`,
    [FORMAT, limit],
  );
  for (const [authority, records] of Map.groupBy(rows, (row) => row.authority)) await addSeal(client, authority, records, sealedAt);
  return rows.length;
}

async function addSeal(client: pg.PoolClient, authority: string, records: readonly PendingRow[], sealedAt: Date): Promise<void> {
  const { rows } = await client.query<{ number: string; hash: Buffer }>(
    'select number, hash from cases.audit_seals where authority = $1 order by number desc limit 1',
    [authority],
  );
  // A record may go with its case before it is sealed: an empty one then stands in its place, and the check says so.
  const digests = records.map(({ content }) => digestOf(content ?? ''));
  const seal = {
    authority,
    number: Number(rows[0]?.number ?? 0) + 1,
    sealedAt,
    format: FORMAT,
    entries: records.length,
    root: rootOf(digests),
    previous: rows[0]?.hash ?? GENESIS,
  };
  await client.query(
    `insert into cases.audit_seals (authority, number, sealed_at, format, entries, root, previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [authority, seal.number, sealedAt, seal.format, seal.entries, seal.root, seal.previous, hashOf(seal)],
  );
  await client.query(
    `insert into cases.audit_leaves (authority, seal, position, source, key, digest)
     select $1, $2, l.position, l.source, l.key, l.digest from unnest($3::int[], $4::text[], $5::text[], $6::bytea[]) as l (position, source, key, digest)`,
    [authority, seal.number, records.map((_, at) => at + 1), records.map((each) => each.source), records.map((each) => each.key), digests],
  );
}
