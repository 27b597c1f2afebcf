import type pg from 'pg';
import type { Catalogue } from '../catalogue/types.ts';
import { localDay } from '../request/scope.ts';
import { keptBySession } from './keeps-records.ts';

/** A case file whose time is over, and what is in the way of destroying it. */
export interface DueCaseFile {
  caseId: string;
  authority: string;
  reference: string;
  service: string;
  closedOn: string;
  deleteAfter: string;
  appraisal: 'archive' | 'destroy';
  /** `goes`; `held`; `waits`: two people have not decided; `transfer`: the archive has not answered; `refused`: the archive refused. */
  state: 'goes' | 'held' | 'waits' | 'transfer' | 'refused';
}

const DUE = `select f.case_id as "caseId", f.authority, f.reference, f.service, f.closed_on::text as "closedOn", f.delete_after::text as "deleteAfter", f.appraisal,
    case when cases.may_destroy(f.case_id, $1) then 'goes'
      when cases.is_held(f.case_id) then 'held'
      when exists (select 1 from cases.record_acts a where a.case_id = f.case_id and a.state = 'proposed') then 'waits'
      when t.state = 'refused' then 'refused' else 'transfer' end as state
  from cases.case_files f left join cases.transfers t on t.authority = f.authority and t.transfer_id = f.transfer_id
  where f.delete_after < $1`;

/** What a run on this day would destroy and what it would leave, oldest first. Changes nothing; under a session only its authorities. */
export async function previewDestruction(
  client: pg.Pool | pg.PoolClient,
  day: string,
  { limit = 500, own = false }: { limit?: number; own?: boolean } = {},
): Promise<DueCaseFile[]> {
  const { rows } = await client.query<DueCaseFile>(
    `${DUE} ${own ? `and ${keptBySession('f')}` : ''} order by f.delete_after, f.case_id limit $2`,
    [day, limit],
  );
  return rows;
}

export interface DestroyedCase {
  caseId: string;
  authority: string;
  /** Number of its proof in the chain of the authority. */
  number: number;
}

/**
 * Destroys the case files whose time is over and that the rule lets go, each with its proof in one transaction of its own; asks the
 * database again for each. May be ended anywhere and repeated.
 */
export async function destroyRound(
  pool: pg.Pool,
  catalogue: Catalogue,
  { now, limit = 200 }: { now: string; limit?: number },
): Promise<DestroyedCase[]> {
  const day = localDay(now, catalogue.authorities.canton.zone);
  const gone: DestroyedCase[] = [];
  const { rows } = await pool.query<{ case_id: string; authority: string }>(
    `select case_id, authority from cases.case_files where delete_after < $1 and cases.may_destroy(case_id, $1) order by delete_after, case_id limit $2`,
    [day, limit],
  );
  for (const { case_id: caseId, authority } of rows) {
    const done = await pool.query<{ number: string | null }>('select cases.destroy_case($1, $2, $3) as number', [caseId, day, now]);
    const number = done.rows[0]?.number ?? null;
    if (number !== null) gone.push({ caseId, authority, number: Number(number) });
  }
  return gone;
}

/** One line of the list of what was destroyed. */
export interface Destruction {
  number: number;
  at: string;
  authority: string;
  reference: string;
  service: string;
  closedOn: string;
  deleteAfter: string;
  retention: string;
  basis: 'transferred' | 'appraised';
  appraisedBy: string;
  receipt: string | null;
  /** Rows by table. */
  removed: Record<string, number>;
  contentHashes: string[];
  hash: string;
  /** The chain fits up to here. */
  fits: boolean;
}

/** The proof, newest first, each with whether it fits the one before it and its own hash. */
export async function readDestructions(
  client: pg.Pool | pg.PoolClient,
  { authority = null, limit = 10_000, own = false }: { authority?: string | null; limit?: number; own?: boolean } = {},
): Promise<Destruction[]> {
  const { rows } = await client.query<Destruction>(
    `select number::integer, at, authority, reference, service, closed_on::text as "closedOn", delete_after::text as "deleteAfter", retention, basis,
       appraised_by as "appraisedBy", receipt, removed, content_hashes as "contentHashes", encode(hash, 'hex') as hash,
       hash = cases.destruction_hash(previous, authority, number, at, reference, service, closed_on, delete_after, retention, basis, appraised_by, receipt,
         removed, content_hashes)
       and previous = coalesce(lag(hash) over (partition by authority order by number), sha256(convert_to(authority, 'UTF8')))
       and number = 1 + coalesce(lag(number) over (partition by authority order by number), 0) as fits
     from cases.destructions d where ($1::text is null or authority = $1) ${own ? `and ${keptBySession('d')}` : ''} order by at desc, number desc limit $2`,
    [authority, limit],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
