import type { SentFile } from '@einwohnerportal/forms';
import { lastDay } from '../catalogue/calendar.ts';
import type { ServiceVersion } from '../catalogue/types.ts';
import { orderReceipt } from '../receipts/order-receipt.ts';
import { isReference, uuidv7 } from '../ids.ts';
import { noteAct } from '../representation/note-act.ts';
import { mayRead } from '../request/mine.ts';
import type { Scope } from '../types.ts';
import type { NewFile, WantedFiles } from './draft-files.ts';
import { evidenceOf, REPLACE_WITHIN, sizeOf } from './evidence.ts';

/** A file that was sent with a case, as its person sees it. */
export interface CaseFile {
  id: string;
  /** Name of the requested document, e.g. `evidence.lease`. */
  name: string;
  /** What was requested, why, and an example where the service says one; translated. */
  title: string;
  why: string | null;
  example: string | null;
  filename: string;
  /** Bytes. */
  size: number;
  mediaType: string;
  /** ISO instant. */
  at: string;
  state: SentFile['state'];
  /** Why it was refused, translated. */
  reason: string | null;
  /** Refused, and nothing was sent in its place yet: ISO date until when another one is wanted. */
  replaceUntil: string | null;
  wanted: WantedFiles;
  /** Largest size in words, e.g. `20 MB`. */
  maxSize: string;
}

interface CaseFileRow {
  id: string;
  name: string;
  filename: string;
  size: string;
  media_type: string;
  created_at: Date;
  judged_at: Date | null;
  state: SentFile['state'];
  reason: string | null;
  /** What an office called it, of a document without a place in the form. */
  title: string | null;
  open: boolean;
  service: string;
  service_hash: string;
  authority: string;
}

/** Files of a case that this session may read, in the order in which they came; those that another one has replaced are left out. */
export async function readCaseFiles(scope: Scope, reference: string, lang: string): Promise<CaseFile[]> {
  if (!isReference(reference)) return [];
  const { rows } = await scope.client.query<CaseFileRow>({
    name: 'case-files',
    text: `select f.file_id as id, f.name, f.filename, f.size, f.media_type, f.created_at, f.judged_at, f.state, f.reason, f.title,
        c.closed_at is null as open, c.service, c.service_hash, c.authority
      from cases.files f join cases.cases c on c.case_id = f.case_id
      where c.reference = $1 and f.replaced_by is null and ${mayRead('f')} order by f.created_at, f.file_id`,
    values: [reference],
  });
  return rows.map((row) => fileView(scope, row, lang));
}

function fileView(scope: Scope, row: CaseFileRow, lang: string): CaseFile {
  const { catalogue } = scope.context;
  const version = catalogue.service(row.service, row.service_hash);
  const t = version.texts(lang);
  const textOf = (part: string): string | null => (t.has(`${row.name}.${part}`) ? t(`${row.name}.${part}`) : null);
  const dayOff = catalogue.authorities.calendar(row.authority);
  const refused = (row.judged_at ?? row.created_at).toISOString();
  return {
    id: row.id,
    name: row.name,
    title: row.title ?? textOf('title') ?? row.filename,
    why: textOf('why'),
    example: textOf('example'),
    filename: row.filename,
    size: Number(row.size),
    mediaType: row.media_type,
    at: row.created_at.toISOString(),
    state: row.state,
    reason: row.reason === null ? null : t(`forms.file.problem.${row.reason}`, { label: row.filename }),
    replaceUntil: row.state === 'refused' && row.open ? lastDay(REPLACE_WITHIN, refused, dayOff, catalogue.authorities.canton.zone) : null,
    ...wantedOf(version, row.name),
  };
}

/** What is taken in place of a file: what was asked for at first. */
function wantedOf(version: ServiceVersion, name: string): Pick<CaseFile, 'wanted' | 'maxSize'> {
  const entry = evidenceOf(version)[name.replace(/^evidence\./, '')];
  const endings = (entry?.accept ?? []).map((each) => each.trim().replace(/^\./, '').toLowerCase());
  return {
    wanted: { endings: endings.filter((each) => /^[a-z0-9]{1,8}$/.test(each)), most: sizeOf(entry?.maxSize), count: 1 },
    maxSize: entry?.maxSize ?? '20 MB',
  };
}

/**
 * Puts a file, whose content is kept already, in place of a refused one of this person, and orders its receipt. Gives the new file's id; null:
 * there is no such file to replace.
 */
export async function replaceFile(scope: Scope, refused: string, file: NewFile): Promise<string | null> {
  const id = uuidv7(scope.now);
  const { rows } = await scope.client.query<{ done: boolean }>('select cases.replace_file($1, $2, $3, $4, $5, $6, $7, $8) as done', [
    refused,
    id,
    scope.now,
    file.size,
    file.filename,
    file.mediaType,
    file.hash,
    file.scan,
  ]);
  if (!rows[0]?.done) return null;
  const found = await scope.client.query<{ case_id: string; competent: string; language: string }>(
    'select c.case_id, c.competent, c.language from cases.files f join cases.cases c on c.case_id = f.case_id where f.file_id = $1',
    [id],
  );
  const { case_id: caseId, competent, language } = found.rows[0]!;
  await noteAct(scope, caseId, 'sent', id);
  await orderReceipt(scope.client, { id, caseId, kind: 'upload', at: scope.now, language, competent });
  return id;
}
