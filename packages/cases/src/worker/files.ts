import type pg from 'pg';
import { inTransaction } from '../store/in-transaction.ts';
import { SIGNED_PAPER } from '../counter/signed-paper.ts';
import { deliver } from './platform/put-in-inbox.ts';

/** A file that the scanner has not answered for yet. */
export interface PendingFile {
  id: string;
  hash: string;
}

/** Files to ask the scanner about again, oldest first. */
export async function pendingFiles(pool: pg.Pool, most = 50): Promise<PendingFile[]> {
  const { rows } = await pool.query<PendingFile>(
    `select file_id as id, content_hash as hash from cases.files where scan = 'pending' order by created_at limit $1`,
    [most],
  );
  return rows;
}

/**
 * Writes down what the scanner said of a file. An infected one is refused; when it went to a case already, the person who sent it is
 * told once; the scan of a signed sheet came from an office and goes, the page of the capture says so. Running it again changes nothing.
 */
export async function settleScan(pool: pg.Pool, id: string, verdict: 'clean' | 'infected', now: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ case_id: string | null; person_id: string; name: string }>(
      `update cases.files set scan = $2, state = case when $2 = 'infected' then 'refused' else 'uploaded' end,
         reason = case when $2 = 'infected' then 'infected' end, judged_at = $3
       where file_id = $1 and scan = 'pending' returning case_id, person_id, name`,
      [id, verdict, now],
    );
    const file = rows[0];
    if (file?.name === SIGNED_PAPER) return settleSignature(client, id, verdict);
    if (!file?.case_id || verdict === 'clean') return;
    await deliver(client, {
      caseId: file.case_id,
      recipient: `person:${file.person_id}`,
      kind: 'file-refused',
      stepKey: `file ${id}`,
      now,
    });
  });
}

async function settleSignature(client: pg.PoolClient, id: string, verdict: 'clean' | 'infected'): Promise<void> {
  await client.query('update cases.captures set signature = $2 where signed_file = $1', [id, verdict === 'clean' ? 'there' : 'refused']);
  if (verdict === 'clean') return;
  // What it stood in place of is shown again.
  await client.query('update cases.files set replaced_by = null where replaced_by = $1', [id]);
  await client.query('update cases.captures set signed_file = null where signed_file = $1', [id]);
  await client.query('delete from cases.files where file_id = $1', [id]);
}

/** Of these contents, those that no file, document, package for an archive or personal export needs any more. */
export async function unneededContents(pool: pg.Pool, hashes: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ hash: string }>(
    `select h.hash from unnest($1::text[]) as h(hash)
     where not exists (select 1 from cases.files f where f.content_hash = h.hash and f.state <> 'refused')
       and not exists (select 1 from cases.contents c where c.content_hash = h.hash and c.bytes is null)
       and not exists (select 1 from cases.transfers t where t.package_hash = h.hash and t.state in ('gathered', 'packed', 'handed-over'))
       and not exists (select 1 from cases.personal_exports e where e.content_hash = h.hash and e.expires_at > now())`,
    [hashes],
  );
  return rows.map(({ hash }) => hash);
}

/** Contents that rows name, in the order of their hashes, those after `after`: what must lie in the store. */
export async function neededContents(pool: pg.Pool, after: string, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ hash: string }>(
    `select hash from (
       (select content_hash as hash from cases.files where state <> 'refused' and content_hash > $1 order by 1 limit $2)
       union (select content_hash from cases.contents where bytes is null and content_hash > $1 order by 1 limit $2)
       union (select package_hash from cases.transfers where state in ('gathered', 'packed', 'handed-over') and package_hash > $1 order by 1 limit $2)
       union (select content_hash from cases.personal_exports where expires_at > now() and content_hash > $1 order by 1 limit $2)) named
     order by hash limit $2`,
    [after, most],
  );
  return rows.map(({ hash }) => hash);
}
