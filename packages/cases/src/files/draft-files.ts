import type { FormContext, SentFile } from '@einwohnerportal/forms';
import { mayRead, ownDraft, PERSON } from '../request/mine.ts';
import type { DraftView, Scope } from '../types.ts';
import { uuidv7 } from '../ids.ts';
import { sizeOf } from './evidence.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A file of a draft or case, as the database tells it. */
export interface FileRow {
  id: string;
  name: string;
  filename: string;
  size: number;
  mediaType: string;
  state: SentFile['state'];
  scan: 'clean' | 'infected' | 'not-scanned' | 'pending';
  reason: string | null;
}

/** Files of the rows of drafts, as a column of a query on `cases.drafts`. */
export const FILES_OF_DRAFT = `(select coalesce(jsonb_agg(jsonb_build_object('id', f.file_id, 'name', f.name, 'filename', f.filename, 'size', f.size,
    'mediaType', f.media_type, 'state', f.state, 'scan', f.scan, 'reason', f.reason) order by f.created_at, f.file_id), '[]')
  from cases.files f where f.draft_id = drafts.draft_id) as files`;

/** What a draft's form shows of the files sent so far. */
export function filesIn(files: readonly FileRow[], t: FormContext['t']): NonNullable<FormContext['files']> {
  return (name) =>
    files
      .filter((file) => file.name === name)
      .map((file) => ({
        ref: file.id,
        name: file.filename,
        size: file.size,
        state: file.state,
        reason: file.reason === null ? null : t(`forms.file.problem.${file.reason}`, { label: file.filename }),
      }));
}

/** Files as values of the names of their requested documents, for conditions and for the case. */
export function fileAnswers(files: readonly FileRow[]): Record<string, unknown> {
  const answers: Record<string, unknown[]> = {};
  for (const { id, name, filename, size, mediaType, state } of files)
    (answers[name] ??= []).push({ ref: id, name: filename, size, mediaType, state });
  return answers;
}

export interface WantedFiles {
  endings: string[];
  /** Bytes. */
  most: number;
  /** How many more may be sent. */
  count: number;
}

/** What may still be sent on one page of a draft, by name of the requested document. */
export function wantedFiles({ form, formContext, files }: DraftView, page: string): Map<string, WantedFiles> {
  return new Map(
    form.requested(page, formContext).map(({ name, endings, maxSize, count }) => {
      const there = files.filter((file) => file.name === name && file.state !== 'refused').length;
      // With room for one, a second file replaces the first.
      return [name, { endings, most: sizeOf(maxSize), count: count === 1 ? 1 : Math.max(0, count - there) }];
    }),
  );
}

export interface NewFile {
  name: string;
  filename: string;
  size: number;
  mediaType: string;
  hash: string;
  scan: 'clean' | 'not-scanned' | 'pending';
}

/** Attaches files whose content is kept already to a draft of this person; one file of a document that takes one replaces it, the same content replaces itself. */
export async function addFiles(scope: Scope, draft: DraftView, page: string, files: readonly NewFile[]): Promise<void> {
  const single = new Set(draft.form.requested(page, draft.formContext).flatMap(({ name, count }) => (count === 1 ? [name] : [])));
  const asked = files.map(({ name }) => name);
  await scope.client.query(
    `delete from cases.files where draft_id = $1 and (name = any ($2) or (name = any ($3) and (state = 'refused' or content_hash = any ($4))))`,
    [draft.id, asked.filter((name) => single.has(name)), asked, files.map(({ hash }) => hash)],
  );
  for (const file of files) {
    await scope.client.query(
      `insert into cases.files (file_id, person_id, draft_id, created_at, size, name, filename, media_type, content_hash, state, scan)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        uuidv7(scope.now),
        scope.session!.personId,
        draft.id,
        scope.now,
        file.size,
        file.name,
        file.filename,
        file.mediaType,
        file.hash,
        file.scan === 'pending' ? 'checking' : 'uploaded',
        file.scan,
      ],
    );
  }
}

/** Takes a file back; false when the draft has none of this id. Its content goes with the next clean-up. */
export async function removeFile(scope: Scope, draftId: string, fileId: string): Promise<boolean> {
  if (!UUID.test(draftId) || !UUID.test(fileId)) return false;
  const { rowCount } = await scope.client.query('delete from cases.files where file_id = $1 and draft_id = $2', [fileId, draftId]);
  return rowCount === 1;
}

export interface SentContent {
  filename: string;
  mediaType: string;
  hash: string;
  /** False: nothing has looked for malware in it. */
  scanned: boolean;
}

/** A file that this session of the portal may read, also one of an own draft; null is also the answer for somebody else's and for one that was refused. */
export async function readFile(scope: Scope, id: string): Promise<SentContent | null> {
  return (
    (await readSentFile(scope, id)) ??
    readWhere(
      scope,
      id,
      `person_id = ${PERSON} and exists (select 1 from cases.drafts d where d.draft_id = f.draft_id and ${ownDraft('d')})`,
    )
  );
}

/** A file of a case that this session may read: all that an office ever reads, which has no right to look at drafts. */
export function readSentFile(scope: Scope, id: string): Promise<SentContent | null> {
  return readWhere(scope, id, `draft_id is null and ${mayRead('f')} and (f.scan in ('clean', 'not-scanned') or f.person_id = ${PERSON})`);
}

async function readWhere(scope: Scope, id: string, condition: string): Promise<SentContent | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await scope.client.query<{ filename: string; media_type: string; content_hash: string; scan: string }>(
    `select filename, media_type, content_hash, scan from cases.files f where file_id = $1 and state <> 'refused' and ${condition}`,
    [id],
  );
  const row = rows[0];
  return row ? { filename: row.filename, mediaType: row.media_type, hash: row.content_hash, scanned: row.scan === 'clean' } : null;
}
