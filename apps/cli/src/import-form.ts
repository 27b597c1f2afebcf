import { checkPackage, type CatalogueProblem } from '@einwohnerportal/cases';
import { createTypstRenderer } from '@einwohnerportal/connectors';
import { FormImportError, importForm as importFormFile, shareKnown, type ImportedForm } from '@einwohnerportal/form-import';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { problemLine } from './check.ts';
import { UsageError } from './errors.ts';
import { knownNames } from './known-names.ts';

const words = {
  to: { type: 'string' },
  id: { type: 'string' },
  language: { type: 'string' },
  office: { type: 'string' },
  force: { type: 'boolean' },
} as const;

function readWords(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options: words, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError(`expected one form file after import-form, got ${positionals.length}`);
    return { ...values, file };
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(`expected --to, --id, --language, --office or --force: ${(error as Error).message}`);
  }
}

async function isFull(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).length > 0;
}

async function writeDraft(folder: string, { files }: ImportedForm): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

function tell(file: string, { findings, rows, title, language, office }: ImportedForm, folder: string, problems: CatalogueProblem[]): void {
  for (const { line, column, kind, code, message } of findings) console.error(`${file}:${line}:${column}  ${kind}  ${code}  ${message}`);
  for (const problem of problems) console.error(problemLine(problem));
  const { fields, known, preset } = shareKnown(rows);
  const count = (kind: string): number => findings.filter((finding) => finding.kind === kind).length;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  console.error(`${folder}: «${title}» in ${language}, for ${office}; read review.md`);
  console.error(
    `${fields} fields, ${known} known, ${preset} preset; ${count('left-out')} left out, ${count('changed')} changed, ${count('review')} to decide; check: ${errors === 0 ? 'in order' : `${errors} errors`}`,
  );
  console.log(
    JSON.stringify({
      folder,
      fields,
      known,
      preset,
      leftOut: count('left-out'),
      changed: count('changed'),
      review: count('review'),
      errors,
    }),
  );
}

/**
 * `einwohnerportal import-form <file.form>`: writes the draft of a service folder. Exit code 0: all of the form is in the draft and the draft
 * passes the check; 1: written, but something of the form is not in it or the check found errors; 2: nothing was written.
 */
export async function importForm(args: string[]): Promise<number> {
  const { file, to, force, ...options } = readWords(args);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`expected a form file that can be read at ${file}, got ${error.code ?? 'an error'}`);
  });
  let draft: ImportedForm;
  try {
    draft = importFormFile(bytes, {
      ...options,
      name: file,
      known: await knownNames(),
      ...(to !== undefined && options.id === undefined ? { id: basename(to) } : {}),
    });
  } catch (error) {
    if (error instanceof FormImportError) throw new UsageError(error.message);
    throw error;
  }
  const folder = to ?? join('services', draft.id);
  if (force !== true && (await isFull(folder)))
    throw new UsageError(`expected an empty folder at ${folder} or --force, got a folder with files`);
  await writeDraft(folder, draft);
  const renderer = createTypstRenderer();
  const problems = await checkPackage(folder, { renderTemplate: (request) => renderer.render(request) });
  tell(file, draft, folder, problems);
  return draft.findings.some((finding) => finding.kind === 'left-out') || problems.some((problem) => problem.severity === 'error') ? 1 : 0;
}
