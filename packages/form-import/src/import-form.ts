import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Drafting, FieldRow, KnownNames } from './draft/drafting.ts';
import { feeFile } from './draft/fee-file.ts';
import { decideForm, formFile, mainForm } from './draft/form-file.ts';
import { manifestFile, PARTY } from './draft/manifest-file.ts';
import { messageOf } from './draft/message.ts';
import { createNaming, kebab } from './draft/naming.ts';
import { processFile } from './draft/process-file.ts';
import { reviewFile, sorted } from './draft/review-file.ts';
import { scenarioFile } from './draft/scenario-file.ts';
import { draftLanguages, mergeTexts, putText, wordsOf, type TextTree } from './draft/texts.ts';
import { FormImportError } from './errors.ts';
import { readForm } from './formcode/read-form.ts';
import { languageOf, officeAsked } from './recognise/labels.ts';
import type { Finding, SourceField, SourceForm } from './types.ts';

export interface ImportOptions {
  /** Name of the file, for messages; also the title when the file has none. */
  name: string;
  known: KnownNames;
  /** Id of the service; made from the title when not given. */
  id?: string | undefined;
  /** One of `draftLanguages`; recognised by the words of the form when not given. */
  language?: string | undefined;
  /** Kind of office in charge; recognised by the words of the form when not given. */
  office?: string | undefined;
}

/** A draft: texts of its files by path, and what is to be said about it. */
export interface ImportedForm {
  id: string;
  title: string;
  language: string;
  office: string;
  files: Record<string, string>;
  findings: Finding[];
  rows: FieldRow[];
}

function wordsIn(form: SourceForm): string[] {
  const inFields = (fields: readonly SourceField[]): string[] =>
    fields.flatMap((field) => [
      field.label,
      ...field.help,
      ...field.options.flatMap((option) => [option.label, ...inFields(option.fields)]),
    ]);
  return [form.title ?? '', ...form.sections.flatMap((section) => [section.label ?? '', ...inFields(section.fields)])];
}

const template = (name: string): string => readFileSync(new URL(`../templates/${name}`, import.meta.url), 'utf8');

function idOf(given: string | undefined, title: string): string {
  if (given !== undefined) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(given))
      throw new FormImportError('option-invalid', `expected an id in kebab-case, got ${given}`);
    return given;
  }
  const made = kebab(title);
  return /^[a-z]/.test(made) ? made : made === '' ? 'imported-form' : `form-${made}`;
}

/**
 * Makes the draft of a service folder from a form in formcode. Nothing of the form is dropped silently: what is not in the draft, or in another
 * shape, stands in `findings` and in review.md.
 * @throws FormImportError `form-unreadable` when nothing can be imported, `option-invalid` when an option is not possible
 */
export function importForm(bytes: Uint8Array, options: ImportOptions): ImportedForm {
  const { form, findings } = readForm(bytes, options.name);
  const fileName = options.name.split(/[\\/]/).pop() ?? options.name;
  const title = form.title ?? fileName.replace(/\.[^.]*$/, '');
  const id = idOf(options.id, title);
  const words = wordsIn(form);
  if (options.language !== undefined && !(draftLanguages as readonly string[]).includes(options.language))
    throw new FormImportError('option-invalid', `expected one of ${draftLanguages.join(', ')} as language, got ${options.language}`);
  const guess = languageOf(words);
  const lang = options.language ?? guess.lang;
  if (options.language === undefined && !guess.sure)
    findings.push({
      kind: 'review',
      code: 'language',
      line: 1,
      column: 1,
      message: `expected words of one language, got none or several: the draft says it is ${lang}`,
    });
  const office = options.office ?? officeAsked([title, ...form.sections.map((section) => section.label ?? '')]) ?? 'residents-office';

  const drafting: Drafting = {
    title,
    lang,
    words: wordsOf(lang),
    known: options.known,
    naming: createNaming(options.known.reserved),
    texts: {},
    findings,
    bound: new Set(),
    own: new Set(),
    reads: new Set(),
    ids: new Set(),
    fees: [],
    evidence: [],
    rows: [],
  };
  const components = mainForm(drafting, form, title);
  if (components.length === 0)
    throw new FormImportError('form-unreadable', `${options.name}:1:1: expected at least one field that can be asked, got none`);
  const askable = [...new Set(drafting.rows.flatMap((row) => row.names))];
  const fee = drafting.fees.length > 0;
  const files: Record<string, string> = {
    'service.yaml': manifestFile({ id, office, drafting }),
    'form.json': formFile(id, components),
    'forms/decide.json': decideForm(),
    'process.bpmn': processFile(id, title, { lang, fee, askable }),
    'documents/reply.typ': template('reply.typ'),
    'documents/refusal.typ': template('refusal.typ'),
    [`texts/${lang}.yaml`]: stringify(textsOf(drafting, title, fee), { lineWidth: 0 }),
    'tests/settled.yaml': scenarioFile(title, components, fee),
    'release.yaml': stringify({
      releases: [{ state: 'draft', from: '2026-01-01' }],
      history: [{ state: 'draft', date: '2026-01-01', by: 'import' }],
    }),
    'review.md': reviewFile({ id, title, source: fileName, office, drafting }),
  };
  if (fee) files['decisions/fee.dmn'] = feeFile(id, drafting.fees, PARTY);
  return { id, title, language: lang, office, files, findings: sorted(findings), rows: drafting.rows };
}

function textsOf(drafting: Drafting, title: string, fee: boolean): TextTree {
  const texts = mergeTexts(drafting.words.fixed(messageOf(title)), drafting.texts);
  if (fee) putText(texts, 'start.cost', drafting.words.say('cost'));
  else delete (texts['milestones'] as TextTree)['paid'];
  return texts;
}
