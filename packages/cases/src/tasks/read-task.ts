import { expectedDay } from '../catalogue/calendar.ts';
import { loadCase, loadCaseById, type CaseRow } from '../case-view/load-cases.ts';
import { caseFormContext, caseView, periodWords } from '../case-view/read-case.ts';
import { readCaseFiles } from '../files/case-files.ts';
import { withAnswers } from '../names/tree.ts';
import { recordRules } from '../records/record-rules.ts';
import { frameCase, iso, officeName, textArguments, type CaseFrame } from '../case-view/view-case.ts';
import { deliveriesOf, rulingsOf } from '../deliveries/read-deliveries.ts';
import { mayWork, PRINCIPALS } from '../request/mine.ts';
import { nameCapturer } from '../counter/name-capturer.ts';
import { applicantOf, requireSession } from '../request/scope.ts';
import type { Scope, TaskView } from '../types.ts';
import { offeredNumbers } from '../vault/offered.ts';
import { filesOfTask, withFiles } from './asked-files.ts';
import { checkWords, readChecklist } from './checklist.ts';
import { checksOwnStep, confirmsOwn } from './done-by.ts';
import { taskForm, type TaskRowOfEngine } from './task-form.ts';

/** Property `level`: this act needs a stronger sign-in than the session has. */
export function isBelowLevel(scope: Scope, task: TaskRowOfEngine): boolean {
  return (levelOf(task) ?? 0) > (scope.session?.level ?? 0);
}

function levelOf(task: TaskRowOfEngine): number | null {
  const level = Number(task.properties.level ?? Number.NaN);
  return Number.isFinite(level) ? level : null;
}

/** Is this task for the person whose matters the session handles? */
export function isForSession(scope: Scope, task: Pick<TaskRowOfEngine, 'group_id'>): boolean {
  return scope.session !== null && task.group_id === applicantOf(scope.session).principal;
}

const COLUMNS = `t.token_no as token, t.element, t.group_id, t.role, t.form, t.kind, t.capability, t.due_at, t.created_at, t.assignee_id, t.party, t.inputs, t.properties`;

/** A task that this session may work; null is also the answer for somebody else's. */
export async function taskRow(scope: Scope, caseId: string, token: number): Promise<TaskRowOfEngine | null> {
  if (!Number.isSafeInteger(token) || token < 0 || token > 2_147_483_647) return null;
  const { rows } = await scope.client.query<TaskRowOfEngine>(
    `select ${COLUMNS} from engine.user_task t where t.case_id = $1 and t.token_no = $2 and ${mayWork('t')}`,
    [caseId, token],
  );
  return rows[0] ?? null;
}

/** A task of the signed-in resident. */
export async function readTask(scope: Scope, reference: string, token: number, lang: string): Promise<TaskView | null> {
  const row = await loadCase(scope, reference);
  const task = row && (await taskRow(scope, row.case_id, token));
  if (!row || !task || !isForSession(scope, task)) return null;
  const view = taskView(
    frameCase(scope, row, lang),
    task,
    (await confirmsOwn(scope, row.case_id, task)) ? 'four-eyes' : isBelowLevel(scope, task) ? 'level' : null,
  );
  const files = await filesOfTask(scope, row.case_id, view.formContext.only ?? [], task.created_at);
  return { ...view, formContext: withFiles(view.formContext, files) };
}

/** A task of an office of the signed-in caseworker. Reading it is recorded with the step's purpose (architecture.md, idea 4). */
export async function readOfficeTask(scope: Scope, caseId: string, token: number, lang: string): Promise<TaskView | null> {
  const row = await officeCase(scope, caseId);
  const task = row && (await taskRow(scope, caseId, token));
  if (!row || !task || !task.group_id.startsWith('office:')) return null;
  const session = requireSession(scope);
  await scope.client.query(
    `insert into cases.access_records (at, case_id, actor, actor_name, office, purpose, element) values ($1, $2, $3, $4, $5, $6, $7)`,
    [scope.now, caseId, session.principal, session.displayName, task.group_id, `tasks.${task.element}.purpose`, task.element],
  );
  const notes = await taskNotes(scope, caseId);
  const blocked = await checksOwnStep(scope, caseId, task, session.principal);
  const view = taskView(frameCase(scope, row, lang), task, blocked ? 'four-eyes' : null);
  const assignee = task.assignee_id ? await nameOf(scope, task.group_id, task.assignee_id, notes) : null;
  return {
    ...view,
    case: await nameCapturer(scope, view.case),
    ...(view.assignee && assignee ? { assignee: { ...view.assignee, name: assignee } } : {}),
    files: await readCaseFiles(scope, row.reference, lang),
    history: historyOf(frameCase(scope, row, lang), notes),
    checklist: await readChecklist(scope, frameCase(scope, row, lang), task),
    numbers: !blocked && offeredNumbers(scope, row, task).length > 0,
    deliveries: await deliveriesOf(frameCase(scope, row, lang)),
    rulings: await rulingsOf(frameCase(scope, row, lang)),
  };
}

export interface TaskNote {
  element: string;
  actor: string;
  actor_name: string;
  what: string;
  words: string | null;
  at: Date;
}

/** Who worked which step of a case, newest first. */
export async function taskNotes(scope: Scope, caseId: string): Promise<TaskNote[]> {
  const { rows } = await scope.client.query<TaskNote>(
    // What somebody completed counts only when the machine took it from them.
    `select n.element, n.actor, n.actor_name, n.what, n.words, n.at from cases.task_notes n where n.case_id = $1
       and (n.what <> 'completed' or exists (select 1 from engine.event e where e.case_id = n.case_id and e.type = 'complete-task' and e.result = 'done'
         and e.actor = n.actor and e.path @> jsonb_build_array(jsonb_build_object('token', n.token, 'what', 'completed'))))
     order by n.at desc`,
    [caseId],
  );
  return rows;
}

/** Name of a colleague: as the office knows them, else as they signed a step of this case. */
async function nameOf(scope: Scope, office: string, principal: string, notes: readonly TaskNote[]): Promise<string | null> {
  const { rows } = await scope.client.query<{ name: string }>(
    `select name from cases.members where office = $1 and office = any (${PRINCIPALS}) and 'person:' || person_id::text = $2`,
    [office, principal],
  );
  return rows[0]?.name ?? notes.find((note) => note.actor === principal)?.actor_name ?? null;
}

export async function officeCase(scope: Scope, caseId: string): Promise<CaseRow | null> {
  return /^[0-9a-f-]{36}$/.test(caseId) ? loadCaseById(scope, caseId) : null;
}

function taskView(frame: CaseFrame, task: TaskRowOfEngine, blocked: TaskView['blocked']): TaskView {
  const { scope, t, row, authority, lang } = frame;
  const { form, context } = taskForm(frame, task);
  const due = task.due_at ? expectedDay(iso(task.due_at), context.zone) : null;
  const reason = typeof task.inputs.reason === 'string' ? task.inputs.reason : null;
  const office = scope.context.catalogue.authorities.byOffice(task.group_id);
  const group = office ? officeName(office.office, office.authority, lang) : officeName(frame.office, authority, lang);
  return {
    caseId: row.case_id,
    reference: row.reference,
    token: task.token,
    element: task.element,
    title: t(`tasks.${task.element}.title`),
    purpose: t(`tasks.${task.element}.purpose`),
    person: row.applicant_name,
    due,
    late: due !== null && due < scope.today,
    since: iso(task.created_at),
    assignee: task.assignee_id
      ? {
          name: task.assignee_id === scope.session?.principal ? (scope.session?.displayName ?? '') : '',
          me: task.assignee_id === scope.session?.principal,
        }
      : null,
    group: task.group_id,
    office: group,
    form,
    formContext: context,
    reason: reason && t.has(reason) ? t(reason, textArguments(frame, { until: due })) : reason,
    message: typeof task.inputs.message === 'string' ? task.inputs.message : null,
    data: frame.version.form.summary({ ...context, t }),
    changes: changesOf(frame),
    files: [],
    mayHandOver:
      task.group_id.startsWith('office:') && task.capability !== 'exchange.hand-over' && frame.version.shared['hand-over'] !== undefined,
    mayAsk:
      task.group_id.startsWith('office:') && task.capability !== 'exchange.hand-over' && frame.version.shared['ask-back'] !== undefined,
    checklist: [],
    case: caseView(frame),
    history: [],
    numbers: false,
    deliveries: [],
    rulings: [],
    blocked,
    level: levelOf(task),
    records: recordsOf(frame),
  };
}

/** What the person has changed since they sent the form because an office asked: rows by name, with what stood there before. */
function changesOf(frame: CaseFrame): TaskView['changes'] {
  const changed = (frame.row.answers ?? []).filter((answer) => answer.changed_at);
  if (changed.length === 0) return {};
  const context = caseFormContext(frame);
  const names = withAnswers(context.names, Object.fromEntries(changed.map(({ name, previous }) => [name, previous ?? null])));
  const before = new Map(frame.version.form.summary({ ...context, names }).map((row) => [row.name, row.values]));
  return Object.fromEntries(
    frame.version.form.summary(context).flatMap(({ name }) => {
      const answers = changed.filter((answer) => answer.name === name || answer.name.startsWith(`${name}.`));
      const at = answers
        .map((answer) => iso(answer.changed_at!))
        .toSorted()
        .at(-1);
      return at ? [[name, { at, before: before.get(name) ?? [] }]] : [];
    }),
  );
}

function recordsOf({ scope, version, authority, row, lang }: CaseFrame): TaskView['records'] {
  const { position, classification, retention, appraisal } = recordRules(scope.context.catalogue, version, authority.id, row.submitted_on);
  return { position, classification, appraisal, retention: periodWords(retention, lang === 'de-simple' ? 'de' : lang) };
}

/** What happened, newest first: steps of the machine and of people. */
export function historyOf(frame: CaseFrame, notes: readonly TaskNote[]): TaskView['history'] {
  const { t, own, row } = frame;
  const title = (element: string): string => (t.has(`tasks.${element}.title`) ? t(`tasks.${element}.title`) : element);
  const steps = row.events.flatMap((event) =>
    event.path
      .filter((entry) => entry.what === 'completed' && t.has(`tasks.${entry.element}.title`))
      .map((entry) => ({
        at: iso(event.at),
        what: `${title(entry.element)}: ${own('case.history.completed')}`,
        who: event.actor === 'machine' || !event.actor ? own('case.history.machine') : '',
      })),
  );
  const people = notes.map((note) => ({
    at: iso(note.at),
    what: `${title(note.element)}: ${checkWords(frame, note) ?? own(`case.history.${note.what}`)}${note.words ? ` («${note.words}»)` : ''}`,
    who: note.actor_name,
  }));
  const byPeople = new Set(people.map((entry) => entry.what));
  return [...steps.filter((step) => step.who !== '' || !byPeople.has(step.what)), ...people].sort((a, b) => (a.at < b.at ? 1 : -1));
}
