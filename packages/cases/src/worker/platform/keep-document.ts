import { createHash } from 'node:crypto';
import type pg from 'pg';

export interface KeptDocument {
  id: string;
  caseId: string;
  at: string;
  output: string;
  state: 'draft' | 'issued';
  language: string;
  bytes: Uint8Array;
  code: string | null;
  filename: string;
  stepKey: string;
  /** Parties that may read it. */
  readers: string[];
}

/** Writes a PDF of a case, once per step: a repeated step leaves the first. */
export async function keepDocument(client: pg.PoolClient, document: KeptDocument): Promise<void> {
  const hash = createHash('sha256').update(document.bytes).digest('hex');
  await client.query(
    `with content as (
       insert into cases.contents (content_hash, size, bytes) values ($8, $9, $10) on conflict (content_hash) do nothing
     )
     insert into cases.documents (document_id, case_id, created_at, output, state, language, code, content_hash, size, sent_by, media_type, filename, step_key, readers)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'authority', 'application/pdf', $11, $12, $13) on conflict (case_id, step_key) do nothing`,
    [
      document.id,
      document.caseId,
      document.at,
      document.output,
      document.state,
      document.language,
      document.code,
      hash,
      document.bytes.length,
      document.bytes,
      document.filename,
      document.stepKey,
      document.readers,
    ],
  );
}

/** Bytes and row of a document of this case. */
export async function readKept(
  client: pg.PoolClient | pg.Pool,
  caseId: string,
  documentId: string,
): Promise<{
  bytes: Buffer;
  output: string;
  language: string;
  code: string | null;
  filename: string;
} | null> {
  const { rows } = await client.query<{ bytes: Buffer; output: string; language: string; code: string | null; filename: string }>(
    `select c.bytes, d.output, d.language, d.code, d.filename from cases.documents d join cases.contents c using (content_hash)
     where d.case_id = $1 and d.document_id = $2`,
    [caseId, documentId],
  );
  return rows[0] ?? null;
}
