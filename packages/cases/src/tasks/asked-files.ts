import { loadCase } from '../case-view/load-cases.ts';
import { frameCase } from '../case-view/view-case.ts';
import { sizeOf } from '../files/evidence.ts';
import { fileAnswers, filesIn, type FileRow, type NewFile, type WantedFiles } from '../files/draft-files.ts';
import { uuidv7 } from '../ids.ts';
import { readersOf } from '../names/sharing.ts';
import { mayRead } from '../request/mine.ts';
import type { FormContext, Scope, TaskView } from '../types.ts';
import type { TaskForm } from './task-form.ts';

/** Documents that a reopened form asks for, by name. */
export function wantedOfTask({ form, formContext }: Pick<TaskView, 'form' | 'formContext'>): Map<string, WantedFiles> {
  const only = formContext.only ?? [];
  const asked = form.requested(null, formContext).filter(({ name }) => only.includes(name));
  return new Map(asked.map(({ name, endings, maxSize, count }) => [name, { endings, most: sizeOf(maxSize), count }]));
}

/** A file, and whether it came since the task asks for it. */
export type AskedFile = FileRow & { fresh: boolean };

/** Files of the case for the documents that a task reopens, as its form shows them. */
export async function filesOfTask(scope: Scope, caseId: string, only: readonly string[], since: string | Date): Promise<AskedFile[]> {
  const names = only.filter((name) => name.startsWith('evidence.'));
  if (names.length === 0) return [];
  const { rows } = await scope.client.query<AskedFile & { size: string }>(
    `select f.file_id as id, f.name, f.filename, f.size, f.media_type as "mediaType", f.state, f.scan, f.reason, f.created_at >= $3 as fresh from cases.files f
     where f.case_id = $1 and f.name = any ($2) and f.replaced_by is null and ${mayRead('f')} order by f.created_at, f.file_id`,
    [caseId, names, since],
  );
  return rows.map((row) => ({ ...row, size: Number(row.size) }));
}

/** The context of a reopened form with what was sent for its documents. */
export function withFiles(context: FormContext, files: readonly FileRow[]): FormContext {
  return context.only?.some((name) => name.startsWith('evidence.')) ? { ...context, files: filesIn(files, context.t) } : context;
}

/** What the names of the reopened documents stand for now: the files that were not refused. */
export function answersOfFiles(only: readonly string[], files: readonly FileRow[]): Record<string, unknown> {
  const none = Object.fromEntries(only.filter((name) => name.startsWith('evidence.')).map((name) => [name, [] as unknown[]]));
  return { ...none, ...fileAnswers(files.filter(({ state }) => state !== 'refused')) };
}

/** Documents of a reopened form for which nothing was sent since it asks for them. */
export function missingFiles({ form, context }: TaskForm, files: readonly AskedFile[]): { name: string; control: string; label: string }[] {
  const only = context.only ?? [];
  const there = new Set(files.filter(({ state, fresh }) => fresh && state !== 'refused').map(({ name }) => name));
  return form
    .requested(null, context)
    .filter(({ name }) => only.includes(name) && !there.has(name))
    .map(({ name, control, label }) => ({
      name,
      control,
      label: context.t.has(`${label}.title`) ? context.t(`${label}.title`) : context.t(`${label}.label`),
    }));
}

/** Adds files, whose content is kept already, to what a task of the signed-in person asks for. False: nobody asked for one of them. */
export async function addAskedFiles(scope: Scope, task: TaskView, files: readonly NewFile[]): Promise<boolean> {
  const row = await loadCase(scope, task.reference);
  if (!row) return false;
  const { version } = frameCase(scope, row, row.language);
  const wanted = wantedOfTask(task);
  let done = true;
  for (const file of files) {
    const readers = readersOf(version.manifest.sharing, file.name, scope.context.catalogue.vocabulary);
    // What the service does not know is for the office in charge.
    const all = readers.length > 1 ? readers : [...readers, row.competent];
    const { rows } = await scope.client.query<{ done: boolean }>(
      'select cases.add_asked_file($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as done',
      [
        task.caseId,
        task.token,
        file.name,
        uuidv7(scope.now),
        scope.now,
        file.size,
        file.filename,
        file.mediaType,
        file.hash,
        file.scan,
        all,
        wanted.get(file.name)?.count === 1,
      ],
    );
    done &&= rows[0]?.done ?? false;
  }
  return done;
}

/** Takes back a file that was sent for this task. False: there is none. */
export async function dropAskedFile(scope: Scope, task: TaskView, file: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(file)) return false;
  const { rows } = await scope.client.query<{ done: boolean }>('select cases.drop_asked_file($1, $2, $3) as done', [
    task.caseId,
    task.token,
    file,
  ]);
  return rows[0]?.done ?? false;
}
