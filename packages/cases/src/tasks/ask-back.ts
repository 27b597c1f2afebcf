import { readPeriod } from '../catalogue/calendar.ts';
import { caseFormContext } from '../case-view/read-case.ts';
import { frameCase, type CaseFrame } from '../case-view/view-case.ts';
import { uuidOf } from '../ids.ts';
import { readersOf } from '../names/sharing.ts';
import { requireSession, withSession } from '../request/scope.ts';
import { insertWritten } from '../talk/write-talk.ts';
import type { Askable, AskWish, CasesContext, CompleteResult, Scope } from '../types.ts';
import { noteWork, orderCommand, refused, settle, type Ordered } from './order-command.ts';
import { officeCase, taskRow } from './read-task.ts';
import type { TaskRowOfEngine } from './task-form.ts';

/** Periods an office may give to answer. */
export const ASK_PERIODS = ['5 days', '10 days', '20 days', '30 days'] as const;
/** Most documents without a place in the form, and longest name of one, in characters. */
export const ASK_LIMITS = { documents: 5, title: 120 } as const;

/** The shared process that asks the person, begun in the place of the task. */
export const ASK_BACK = 'ask-back';

/** What an office can ask the person of a case for at a task: their answers and documents that this office may read. Null: not a task of this office, or nobody is there to ask. */
export async function readAskable(scope: Scope, caseId: string, token: number, lang: string): Promise<Askable | null> {
  const row = await officeCase(scope, caseId);
  const task = row && (await taskRow(scope, caseId, token));
  if (!row || !task || !mayAsk(task)) return null;
  const frame = frameCase(scope, row, lang);
  if (!frame.version.shared[ASK_BACK] || !(await applicantOf(scope, caseId))) return null;
  const theirs = scope.context.catalogue.service(row.service, row.service_hash).texts(row.language);
  return {
    caseId,
    reference: row.reference,
    token,
    title: frame.t(`tasks.${task.element}.title`),
    person: row.applicant_name,
    language: row.language,
    service: theirs('service.title'),
    questions: questionsFor(frame, task),
    theirs: Object.fromEntries(questionsFor(frameCase(scope, row, row.language), task).map(({ name, label }) => [name, label])),
  };
}

/** Tasks of an office, not what somebody was asked in place of another. */
function mayAsk(task: TaskRowOfEngine): boolean {
  return task.group_id.startsWith('office:');
}

/** Questions and requested documents that the applicant answers, of those that the office of the task may read. */
function questionsFor(frame: CaseFrame, task: TaskRowOfEngine): Askable['questions'] {
  const { version, row, scope } = frame;
  const context = caseFormContext(frame);
  const titles = new Map(version.form.pages(context).map((page) => [page.id, page.short]));
  const { sharing } = version.manifest;
  const party = task.party !== null && sharing[task.party] ? task.party : row.competent;
  return version.form
    .summary(context)
    .filter(({ changeable, name }) => changeable && readersOf(sharing, name, scope.context.catalogue.vocabulary).includes(party))
    .map(({ name, label, values, page }) => ({
      name,
      label,
      values,
      page: titles.get(page) ?? '',
      document: name.startsWith('evidence.'),
    }));
}

/**
 * Asks the person for single answers and documents: the task is set aside, its period stands still, and the case is open for exactly these. The
 * question stands in the thread of the case. Names that the office may not read, or that nobody asked, are left out.
 * `empty`: nothing is asked, and nothing written.
 */
export async function askApplicant(
  context: CasesContext,
  secret: string | null,
  wish: AskWish,
): Promise<CompleteResult | { ok: false; code: 'empty' | 'words' | 'period'; errors: [] }> {
  const ordered = await withSession(context, secret, async (scope) => ask(scope, wish));
  return 'ok' in ordered && !ordered.ok && isFault(ordered.code)
    ? { ok: false, code: ordered.code, errors: [] }
    : settle(context, secret, ordered as Ordered);
}

type Fault = 'empty' | 'words' | 'period';
const isFault = (code: string): code is Fault => code === 'empty' || code === 'words' || code === 'period';

async function ask(scope: Scope, wish: AskWish): Promise<CompleteResult | Ordered | { ok: false; code: Fault }> {
  const row = await officeCase(scope, wish.caseId);
  if (!row) return refused('not-found');
  const task = await taskRow(scope, wish.caseId, wish.token);
  if (!task) return refused('already-done');
  const session = requireSession(scope);
  if (task.assignee_id !== null && task.assignee_id !== session.principal) return refused('busy');
  const frame = frameCase(scope, row, row.language);
  const applicant = await applicantOf(scope, wish.caseId);
  if (!mayAsk(task) || !frame.version.shared[ASK_BACK] || !applicant) return refused('not-found');
  const allowed = new Set(questionsFor(frame, task).map(({ name }) => name));
  const names = wish.names.filter((name) => allowed.has(name));
  const titles = wish.documents.map((title) => title.trim().slice(0, ASK_LIMITS.title)).filter(Boolean);
  const documents = titles
    .slice(0, ASK_LIMITS.documents)
    .map((title, index) => ({ name: `evidence.asked-${task.token}-${index + 1}`, title }));
  if (names.length + documents.length === 0) return { ok: false, code: 'empty' };
  if (wish.words.trim() === '') return { ok: false, code: 'words' };
  const period = readPeriod(wish.within);
  if (!period || !(ASK_PERIODS as readonly string[]).includes(wish.within)) return { ok: false, code: 'period' };
  const fields = [...names, ...frame.version.form.following(names), ...documents.map(({ name }) => name)];
  await noteWork(scope, wish.caseId, task, 'asked');
  await insertWritten(
    scope,
    row,
    { id: wish.id, words: wish.words, files: [] },
    { sender: task.group_id, recipient: applicant, stepKey: `question ${wish.id}` },
  );
  return orderCommand(scope, wish.caseId, uuidOf(`ask ${wish.caseId} ${wish.id}`), {
    type: 'detour',
    token: task.token,
    processId: ASK_BACK,
    actor: session.principal,
    variables: {
      fields,
      reason: 'askBack.office',
      message: wish.words,
      documents,
      within: wish.within,
      remindAfter: `${Math.ceil(period.count / 2)} days`,
    },
  });
}

async function applicantOf(scope: Scope, caseId: string): Promise<string | null> {
  const { rows } = await scope.client.query<{ applicant_id: string | null }>('select applicant_id from cases.cases where case_id = $1', [
    caseId,
  ]);
  return rows[0]?.applicant_id ? `person:${rows[0].applicant_id}` : null;
}
