import type pg from 'pg';
import { readContent, type ContentStore, type KeptContent } from '../../documents/content.ts';

export interface KeptDocument {
  id: string;
  caseId: string;
  at: string;
  output: string;
  state: 'draft' | 'issued';
  language: string;
  /** What `keepContent` gave: the content is in the store before its row is written. */
  content: KeptContent;
  code: string | null;
  filename: string;
  stepKey: string;
  /** Parties that may read it. */
  readers: string[];
}

/** Writes a PDF of a case, once per step: a repeated step leaves the first. */
export async function keepDocument(client: pg.PoolClient, document: KeptDocument): Promise<void> {
  await client.query(
    `with content as (
       insert into cases.contents (content_hash, size) values ($8, $9) on conflict (content_hash) do nothing
     )
     insert into cases.documents (document_id, case_id, created_at, output, state, language, code, content_hash, size, sent_by, media_type, filename, step_key, readers)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'authority', 'application/pdf', $10, $11, $12) on conflict (case_id, step_key) do nothing`,
    [
      document.id,
      document.caseId,
      document.at,
      document.output,
      document.state,
      document.language,
      document.code,
      document.content.hash,
      document.content.size,
      document.filename,
      document.stepKey,
      document.readers,
    ],
  );
}

/** Was a document written for this step already? Then the step was done and only its answer was lost. */
export async function documentOfStep(client: Pick<pg.ClientBase, 'query'>, caseId: string, stepKey: string): Promise<boolean> {
  const { rows } = await client.query('select 1 from cases.documents where case_id = $1 and step_key = $2', [caseId, stepKey]);
  return rows.length > 0;
}

export interface ReadDocument {
  bytes: Buffer;
  output: string;
  language: string;
  code: string | null;
  filename: string;
}

/** Bytes and row of a document of this case. */
export async function readKept(
  client: Pick<pg.ClientBase, 'query'>,
  files: ContentStore,
  caseId: string,
  documentId: string,
): Promise<ReadDocument | null> {
  const { rows } = await client.query<Omit<ReadDocument, 'bytes'> & { content_hash: string }>(
    `select content_hash, output, language, code, filename from cases.documents where case_id = $1 and document_id = $2`,
    [caseId, documentId],
  );
  const [row] = rows;
  if (!row) return null;
  const { content_hash: hash, ...found } = row;
  return { ...found, bytes: await readContent(client, files, hash) };
}
