import type { FoundDocument } from '../documents/read-document.ts';
import { isReference } from '../ids.ts';
import { PRINCIPALS } from '../request/mine.ts';
import type { Scope } from '../types.ts';

export interface KeptSubmission {
  /** Null while the machine has not written it. */
  document: FoundDocument | null;
}

/** What this person sent, as a PDF; null is also the answer for a case of somebody else. */
export async function readSubmission(scope: Scope, reference: string): Promise<KeptSubmission | null> {
  if (!isReference(reference)) return null;
  const { rows } = await scope.client.query<{ filename: string | null; content_hash: string; bytes: Buffer | null }>(
    `select s.filename, s.content_hash, n.bytes from cases.cases c
     join cases.access mine on mine.case_id = c.case_id and mine.party = 'applicant' and mine.principal = any (${PRINCIPALS})
     left join cases.submissions s on s.case_id = c.case_id left join cases.contents n on n.content_hash = s.content_hash
     where c.reference = $1 limit 1`,
    [reference],
  );
  const row = rows[0];
  if (!row) return null;
  if (row.filename === null) return { document: null };
  return { document: { filename: row.filename, mediaType: 'application/pdf', hash: row.content_hash, bytes: row.bytes } };
}
