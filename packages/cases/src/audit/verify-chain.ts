import type pg from 'pg';
import type { Anchor } from './anchors.ts';
import { digestOf, GENESIS, hashOf, rootOf } from './digests.ts';

/**
 * What does not fit. `changed`: a record says something else than when it was sealed; `removed`: it is gone though its case is kept, or without a proof
 * of destruction;
 * `added`: a record that nobody sealed; `broken`: a seal does not follow the one before; `rewritten`, `cut-off`: the chain is not the one
 * that was anchored; `unsealed`: a record waits longer than it should.
 */
export type AuditFaultCode = 'changed' | 'removed' | 'added' | 'broken' | 'rewritten' | 'cut-off' | 'unsealed';

export interface AuditFault {
  code: AuditFaultCode;
  authority: string;
  /** Number of the seal, or the key of the record: ids only. */
  at: string;
}

export interface AuditReport {
  authorities: number;
  seals: number;
  records: number;
  /** Records that went with their case at the end of its retention; their digests stay. */
  removedWithCase: number;
  anchors: number;
  faults: AuditFault[];
}

/** A record waits at most this long for its seal, in milliseconds, before the check says so. */
const PATIENCE_MS = 15 * 60_000;
const PIECE = 2_000;

interface SealRow {
  authority: string;
  number: string;
  sealed_at: Date;
  format: number;
  entries: number;
  root: Buffer;
  previous: Buffer;
  hash: Buffer;
}

/** Checks every chain from its first seal, every sealed record, every record that should be sealed, and the anchors. The pool is that of `ep_audit`. */
export async function verifyChain(pool: pg.Pool, anchors: readonly Anchor[], now: Date): Promise<AuditReport> {
  const report: AuditReport = { authorities: 0, seals: 0, records: 0, removedWithCase: 0, anchors: anchors.length, faults: [] };
  const hashes = new Map<string, string>();
  const authorities = await pool.query<{ authority: string }>('select distinct authority from cases.audit_seals order by 1');
  for (const { authority } of authorities.rows) {
    report.authorities += 1;
    const before = report.removedWithCase;
    await verifyAuthority(pool, authority, report, hashes);
    await compareDestructions(pool, authority, report.removedWithCase - before, report);
  }
  compareAnchors(anchors, hashes, report);
  await findUnsealed(pool, now, report);
  return report;
}

async function verifyAuthority(pool: pg.Pool, authority: string, report: AuditReport, hashes: Map<string, string>): Promise<void> {
  let previous: Buffer = GENESIS;
  for (let number = 0; ;) {
    const { rows } = await pool.query<SealRow>(
      'select * from cases.audit_seals where authority = $1 and number > $2 order by number limit $3',
      [authority, number, PIECE],
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      const seal = { ...row, number: Number(row.number), sealedAt: row.sealed_at };
      if (seal.number !== number + 1 || !row.previous.equals(previous) || !hashOf(seal).equals(row.hash))
        report.faults.push({ code: 'broken', authority, at: String(seal.number) });
      previous = row.hash;
      number = seal.number;
      hashes.set(`${authority} ${number}`, row.hash.toString('hex'));
      report.seals += 1;
      await verifyRecords(pool, seal, report);
    }
  }
}

async function verifyRecords(pool: pg.Pool, seal: Omit<SealRow, 'number'> & { number: number }, report: AuditReport): Promise<void> {
  const { rows } = await pool.query<{ source: string; key: string; digest: Buffer; content: string | null; kept: boolean }>(
    `select l.source, l.key, l.digest, cases.audit_content($3, l.source, l.key) as content, cases.audit_case_kept(split_part(l.key, ' ', 1)::uuid) as kept
     from cases.audit_leaves l where l.authority = $1 and l.seal = $2 order by l.position`,
    [seal.authority, seal.number, seal.format],
  );
  if (rows.length !== seal.entries || !rootOf(rows.map((row) => row.digest)).equals(seal.root))
    report.faults.push({ code: 'broken', authority: seal.authority, at: String(seal.number) });
  for (const row of rows) {
    report.records += 1;
    if (row.content === null && !row.kept) report.removedWithCase += 1;
    else if (row.content === null) report.faults.push({ code: 'removed', authority: seal.authority, at: `${row.source} ${row.key}` });
    else if (!digestOf(row.content).equals(row.digest))
      report.faults.push({ code: 'changed', authority: seal.authority, at: `${row.source} ${row.key}` });
  }
}

/** More records may not be gone than the proofs of destruction of the authority name. */
async function compareDestructions(pool: pg.Pool, authority: string, gone: number, report: AuditReport): Promise<void> {
  if (gone === 0) return;
  const { rows } = await pool.query<{ named: number }>(
    `select coalesce(sum((r.value)::int), 0)::int as named from cases.destructions d, jsonb_each_text(d.removed) r
     where d.authority = $1 and r.key in ('cases.access_records', 'cases.task_notes', 'cases.interventions')`,
    [authority],
  );
  if (gone > rows[0]!.named)
    report.faults.push({ code: 'removed', authority, at: `${gone - rows[0]!.named} records without a proof of destruction` });
}

function compareAnchors(anchors: readonly Anchor[], hashes: Map<string, string>, report: AuditReport): void {
  for (const anchor of anchors) {
    for (const [authority, [number, hash]] of Object.entries(anchor.heads)) {
      const found = hashes.get(`${authority} ${number}`);
      if (found === hash) continue;
      report.faults.push({ code: found === undefined ? 'cut-off' : 'rewritten', authority, at: String(number) });
    }
  }
}

async function findUnsealed(pool: pg.Pool, now: Date, report: AuditReport): Promise<void> {
  const waiting = await pool.query<{ authority: string; source: string; key: string }>(
    'select authority, source, key from cases.audit_pending where at < $1 order by pending_id limit $2',
    [new Date(now.getTime() - PATIENCE_MS), PIECE],
  );
  for (const row of waiting.rows) report.faults.push({ code: 'unsealed', authority: row.authority, at: `${row.source} ${row.key}` });
  const added = await pool.query<{ source: string; key: string }>(
    `select k.source, k.key from cases.audit_keys() k
     where not exists (select 1 from cases.audit_leaves l where l.source = k.source and l.key = k.key)
       and not exists (select 1 from cases.audit_pending p where p.source = k.source and p.key = k.key) limit $1`,
    [PIECE],
  );
  for (const row of added.rows) report.faults.push({ code: 'added', authority: '-', at: `${row.source} ${row.key}` });
}
