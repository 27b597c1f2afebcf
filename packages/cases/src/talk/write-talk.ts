import { loadCase, loadCaseById, type CaseRow } from '../case-view/load-cases.ts';
import type { NewFile } from '../files/draft-files.ts';
import { uuidv7 } from '../ids.ts';
import { orderReceipt } from '../receipts/order-receipt.ts';
import { noteAct } from '../representation/note-act.ts';
import { applicantOf, requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { ownOffice } from './read-talk.ts';

/** Longest message and longest note, in characters. */
export const LONGEST_WORDS = 5000;

/** What somebody writes; `id` names it, so that sending it twice writes it once. */
export interface Written {
  id: string;
  words: string;
  files: readonly NewFile[];
}

/** A message of the person to the office in charge of their case; files of it get a receipt with the message's id. False: no such case of theirs. */
export async function writeMessage(scope: Scope, reference: string, written: Written): Promise<boolean> {
  const row = await loadCase(scope, reference);
  const session = requireSession(scope);
  if (!row || !(await isApplicant(scope, row))) return false;
  const fresh = await insertWritten(scope, row, written, { sender: applicantOf(session).principal, recipient: row.office });
  if (fresh) await noteAct(scope, row.case_id, 'wrote', written.id);
  if (fresh && written.files.length > 0) {
    const { case_id: caseId, competent, language } = row;
    await orderReceipt(scope.client, { id: written.id, caseId, kind: 'upload', at: scope.now, language, competent });
  }
  return true;
}

/** A message of the office in charge to the person of the case. False: not a case of this office. */
export async function writeOfficeMessage(scope: Scope, caseId: string, written: Written): Promise<boolean> {
  const row = await loadCaseById(scope, caseId);
  const office = row && ownOffice(scope, row);
  if (!row || !office) return false;
  const { rows } = await scope.client.query<{ applicant_id: string }>('select applicant_id from cases.cases where case_id = $1', [
    row.case_id,
  ]);
  await insertWritten(scope, row, written, { sender: office, recipient: `person:${rows[0]!.applicant_id}` });
  return true;
}

/** A note that only the own office reads. False: not a case of this office. */
export async function writeNote(scope: Scope, caseId: string, { id, words }: Omit<Written, 'files'>): Promise<boolean> {
  const row = await loadCaseById(scope, caseId);
  const office = row && ownOffice(scope, row);
  if (!row || !office) return false;
  const session = requireSession(scope);
  await scope.client.query(
    `insert into cases.notes (note_id, case_id, at, office, author, author_name, words) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [id, row.case_id, scope.now, office, session.principal, session.displayName, words.slice(0, LONGEST_WORDS)],
  );
  return true;
}

async function isApplicant(scope: Scope, row: CaseRow): Promise<boolean> {
  const { rowCount } = await scope.client.query('select 1 from cases.cases where case_id = $1 and applicant_id = $2', [
    row.case_id,
    applicantOf(requireSession(scope)).personId,
  ]);
  return rowCount === 1;
}

/** Writes a message into the thread of a case, once per `id`. */
export async function insertWritten(
  scope: Scope,
  row: CaseRow,
  { id, words, files }: Written,
  way: { sender: string; recipient: string; stepKey?: string },
): Promise<boolean> {
  const session = requireSession(scope);
  const ids = files.map(() => uuidv7(scope.now));
  const { rowCount } = await scope.client.query(
    `insert into cases.messages (message_id, case_id, at, recipient, kind, step_key, sender, author, author_name, words, files, representative_name)
     values ($1, $2, $3, $4, 'written', $10, $5, $6, $7, $8, $9, $11) on conflict do nothing`,
    [
      id,
      row.case_id,
      scope.now,
      way.recipient,
      way.sender,
      session.principal,
      session.displayName,
      words.slice(0, LONGEST_WORDS),
      ids,
      way.stepKey ?? `written ${id}`,
      way.sender.startsWith('person:') && way.sender !== session.principal ? session.displayName : null,
    ],
  );
  if (!rowCount) return false;
  for (const [index, file] of files.entries()) {
    await scope.client.query(
      `insert into cases.files (file_id, person_id, case_id, message_id, created_at, size, name, filename, media_type, content_hash, state, scan, readers)
       values ($1, $2, $3, $4, $5, $6, 'message', $7, $8, $9, $10, $11, $12)`,
      [
        ids[index],
        session.personId,
        row.case_id,
        id,
        scope.now,
        file.size,
        file.filename,
        file.mediaType,
        file.hash,
        file.scan === 'pending' ? 'checking' : 'uploaded',
        file.scan,
        ['applicant', row.competent],
      ],
    );
  }
  return true;
}
