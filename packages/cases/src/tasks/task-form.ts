import type { CompiledForm, FieldError, FormContext } from '@einwohnerportal/forms';
import { caseFormContext } from '../case-view/read-case.ts';
import type { CaseFrame } from '../case-view/view-case.ts';
import { CasesError } from '../errors.ts';
import { askedDocuments, namingDocuments, withDocuments } from './asked-documents.ts';
import { readName, withAnswers, type Tree } from '../names/tree.ts';

export interface TaskRowOfEngine {
  token: number;
  element: string;
  group_id: string;
  role: string;
  form: string;
  kind: 'user' | 'capability';
  capability: string | null;
  due_at: string | null;
  created_at: string;
  assignee_id: string | null;
  party: string | null;
  inputs: Tree;
  properties: Record<string, unknown>;
}

/** Name of the main form of a case in a user task (service-package.md 3.1). */
export const CASE_FORM = 'case-form';

export interface TaskForm {
  form: CompiledForm;
  context: FormContext;
}

/** The form a task is worked with and all it shows: answers of the case below, inputs of the step above them. */
export function taskForm(frame: CaseFrame, task: TaskRowOfEngine): TaskForm {
  const { version, scope, lang } = frame;
  if (task.form === CASE_FORM) {
    const only = namesOf(task.properties.only);
    const documents = askedDocuments(task.inputs);
    const context = namingDocuments({ ...caseFormContext(frame), ...(only ? { only } : {}) }, documents);
    return { form: withDocuments(version.form, documents), context };
  }
  const context = caseFormContext(frame, task.inputs);
  if (task.kind === 'capability') {
    const capability = scope.context.catalogue.capability(task.capability ?? task.form);
    if (!capability.form) throw new CasesError('form-unknown', `expected a form for people of capability ${capability.name}, got none`);
    return { form: capability.form, context: { ...context, t: capability.texts(lang) } };
  }
  const form = version.forms[task.form];
  if (!form) throw new CasesError('form-unknown', `expected form ${task.form} of service ${version.id}, got none`);
  return { form, context };
}

/** Evaluated properties are texts: a list stands there as JSON. */
export function namesOf(property: unknown): string[] | null {
  if (typeof property !== 'string' || !property.startsWith('[')) return null;
  const list: unknown = JSON.parse(property);
  return Array.isArray(list) ? list.map(String) : null;
}

export interface TaskReading {
  /** By dotted name, after conditions and computed values. */
  answers: Record<string, unknown>;
  errors: FieldError[];
  posted: Record<string, string[]>;
  action: string | null;
  context: FormContext;
}

/**
 * Reads all pages of a posted task at once. What an answer opens or closes on another page counts in the same reading, so the pages
 * are read again until nothing changes any more.
 */
export function readTaskForm({ form, context }: TaskForm, body: URLSearchParams): TaskReading {
  let answers: Record<string, unknown> = {};
  let reading: Omit<TaskReading, 'answers' | 'context'> = { errors: [], posted: {}, action: null };
  let current = context;
  for (let round = 0; round < 5; round++) {
    const next: Record<string, unknown> = {};
    reading = { errors: [], posted: {}, action: null };
    for (const page of taskPages(form, current)) {
      const read = form.read(page.id, body, current);
      Object.assign(next, read.answers);
      reading.errors.push(...read.errors);
      Object.assign(reading.posted, read.posted);
      reading.action ??= read.action;
    }
    const same = JSON.stringify(next) === JSON.stringify(answers);
    answers = next;
    current = { ...context, names: withAnswers(context.names, answers) };
    if (same) break;
  }
  const settled = form.settle({ ...writtenBefore(form, context), ...answers }, current);
  const changed = Object.fromEntries(
    Object.entries(settled).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(readName(context.names, name))),
  );
  return { ...reading, answers: { ...answers, ...changed }, context: current };
}

/** Pages a task shows: for a form reopened in part only those with a name that may change. */
export function taskPages(form: CompiledForm, context: FormContext): ReturnType<CompiledForm['pages']> {
  const pages = form.pages(context);
  return context.only ? pages.filter((page) => !page.confirm) : pages;
}

function writtenBefore(form: CompiledForm, context: FormContext): Record<string, unknown> {
  const known = form.writes().map((name) => [name, readName(context.names, name)] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined && value !== null));
}
