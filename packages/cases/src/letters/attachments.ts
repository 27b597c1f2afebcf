import { buffer } from 'node:stream/consumers';
import type { WorkerContext } from '../worker/types.ts';

/** What an office attached to a message that goes on paper. */
export interface Attachments {
  pages: Uint8Array[];
  /** Names of files that are printed, in order. */
  printed: string[];
  /** Names of files that no printer takes; the sheet says so. */
  unprintable: string[];
}

/** A message waits for the print run until the scanner has seen each of its files. Condition on `cases.letters l`. */
export const SCANNED = `not exists (select 1 from cases.files f where f.message_id = l.message_id and f.case_id = l.case_id and f.state = 'checking')`;

/** Files of a message as pages; a file that the scanner refused is neither printed nor named. */
export async function attachmentsOf(context: WorkerContext, caseId: string, messageId: string | null): Promise<Attachments> {
  const found: Attachments = { pages: [], printed: [], unprintable: [] };
  if (messageId === null) return found;
  const { rows } = await context.pool.query<{ filename: string; media_type: string; content_hash: string }>(
    `select f.filename, f.media_type, f.content_hash from cases.files f join cases.messages m using (case_id, message_id)
     where f.case_id = $1 and f.message_id = $2 and f.state in ('uploaded', 'accepted') order by array_position(m.files, f.file_id)`,
    [caseId, messageId],
  );
  for (const { filename, media_type: mediaType, content_hash: hash } of rows) {
    const bytes = await buffer((await context.files.open(hash)).stream);
    const pages = await context.printer!.pagesOf(bytes, mediaType);
    if (pages) found.pages.push(pages);
    (pages ? found.printed : found.unprintable).push(filename);
  }
  return found;
}
