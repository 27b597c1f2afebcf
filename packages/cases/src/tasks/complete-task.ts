import { loadCase, type CaseRow } from '../case-view/load-cases.ts';
import { frameCase, type CaseFrame } from '../case-view/view-case.ts';
import { uuidOf } from '../ids.ts';
import { readersOf } from '../names/sharing.ts';
import { withAnswers, type Tree } from '../names/tree.ts';
import { orderReceipt } from '../receipts/order-receipt.ts';
import { noteAct } from '../representation/note-act.ts';
import { requireSession, withSession } from '../request/scope.ts';
import type { CasesContext, CompleteResult, Scope } from '../types.ts';
import { mayHoldNumbers, putAnswers } from '../vault/put.ts';
import { answersOfFiles, filesOfTask, missingFiles } from './asked-files.ts';
import { openChecks, tick } from './checklist.ts';
import { alreadyDone, checksOwnStep, confirmsOwn } from './done-by.ts';
import { enrichOutputs } from './enrich-outputs.ts';
import { noteDelivered } from '../deliveries/note-delivered.ts';
import { answerToHandOver, takenOver } from './hand-over.ts';
import { noteConsent } from './note-consent.ts';
import { noteWork, orderCommand, refused, settle, type Ordered } from './order-command.ts';
import { isBelowLevel, isForSession, officeCase, taskRow } from './read-task.ts';
import { CASE_FORM, readTaskForm, taskForm, type TaskRowOfEngine } from './task-form.ts';

/** Completes a task of the signed-in resident: changed answers replace the old ones, then the process goes on. */
export async function completeTask(
  context: CasesContext,
  secret: string | null,
  posted: { reference: string; token: number; body: URLSearchParams; language: string },
): Promise<CompleteResult> {
  const ordered = await withSession(context, secret, async (scope): Promise<CompleteResult | Ordered> => {
    const row = await loadCase(scope, posted.reference);
    if (!row) return refused('not-found');
    const task = await taskRow(scope, row.case_id, posted.token);
    if (!task || !isForSession(scope, task)) return refused('already-done');
    if (await confirmsOwn(scope, row.case_id, task)) return refused('four-eyes');
    if (isBelowLevel(scope, task)) return refused('level');
    const frame = frameCase(scope, row, posted.language);
    const target = taskForm(frame, task);
    const reading = readTaskForm(target, posted.body);
    const only = target.context.only ?? [];
    const files = await filesOfTask(scope, row.case_id, only, task.created_at);
    const missing = missingFiles(target, files).map(({ name, control, label }) => ({
      name,
      control,
      message: target.context.t('askBack.missing', { document: label }),
    }));
    if (reading.errors.length + missing.length > 0) return { ok: false, code: 'invalid', errors: [...reading.errors, ...missing] };
    reading.answers = await kept(scope, row, target.form.vaulted(), reading.answers);
    await noteConsent(scope, { caseId: row.case_id, task, answers: reading.answers, language: posted.language });
    await noteAct(scope, row.case_id, reading.answers.consent === 'sign' ? 'signed' : 'answered', `step ${task.token}`);
    if (task.form !== CASE_FORM) return order(scope, row.case_id, task, { variables: tree(reading.answers) });
    const given = { ...reading.answers, ...answersOfFiles(only, files) };
    const changed = Object.fromEntries(Object.entries(given).filter(([name]) => mayChange(name, target.context.only)));
    await changeAnswers(scope, frame, changed);
    for (const { id, fresh, state } of files)
      if (fresh && state !== 'refused') {
        await noteAct(scope, row.case_id, 'sent', id);
        await orderReceipt(scope.client, {
          id,
          caseId: row.case_id,
          kind: 'upload',
          at: scope.now,
          language: row.language,
          competent: row.competent,
        });
      }
    const names = withAnswers(target.context.names, changed);
    const roots = new Set(Object.keys(changed).map((name) => name.split('.')[0]!));
    return order(scope, row.case_id, task, {
      variables: {},
      rootVariables: Object.fromEntries([...roots].map((root) => [root, names[root] ?? null])),
    });
  });
  return settle(context, secret, ordered);
}

/** Names that follow from a reopened one (computed values, added persons) may change with it. */
function mayChange(name: string, only: readonly string[] | undefined): boolean {
  return (
    only === undefined ||
    only.some((each) => name === each || name.startsWith(`${each}.`)) ||
    name === 'household.added' ||
    !name.includes('.')
  );
}

async function changeAnswers(scope: Scope, frame: CaseFrame, changed: Record<string, unknown>): Promise<void> {
  const { sharing } = frame.version.manifest;
  const readers = (name: string): string[] => readersOf(sharing, name, scope.context.catalogue.vocabulary);
  const rows = Object.entries(changed).map(([name, value]) => ({
    name,
    value: value ?? null,
    readers: readers(name),
    source: { source: 'declared', at: scope.now },
  }));
  if (rows.length === 0) return;
  await scope.client.query(
    `insert into cases.answers (case_id, name, at, value, source, readers, changed_at)
     select $1, r.name, $2, coalesce(r.value, 'null'::jsonb), r.source, r.readers, $2 from jsonb_to_recordset($3) as r(name text, value jsonb, source jsonb, readers text[])
     on conflict (case_id, name) do update set at = excluded.at, value = excluded.value, source = excluded.source,
       previous = case when answers.value is distinct from excluded.value then answers.value else answers.previous end,
       changed_at = case when answers.value is distinct from excluded.value then excluded.at else answers.changed_at end`,
    [frame.row.case_id, scope.now, JSON.stringify(rows)],
  );
  const added = changed['household.added'];
  if (!Array.isArray(added)) return;
  await scope.client.query(
    `insert into cases.case_persons (case_id, ref, official_name, first_name, date_of_birth, readers)
     select $1, r.ref, r."officialName", r."firstName", r."dateOfBirth", $3 from jsonb_to_recordset($2) as r(ref text, "officialName" text, "firstName" text, "dateOfBirth" text)
     on conflict do nothing`,
    [frame.row.case_id, JSON.stringify(added), readers('household.members')],
  );
}

/** Completes a task of an office. Four eyes, claims and closed tasks are told apart; nothing of others is shown. */
export async function completeOfficeTask(
  context: CasesContext,
  secret: string | null,
  posted: { caseId: string; token: number; body: URLSearchParams; language: string },
): Promise<CompleteResult> {
  const ordered = await withSession(context, secret, async (scope): Promise<CompleteResult | Ordered> => {
    const row = await officeCase(scope, posted.caseId);
    if (!row) return refused('not-found');
    const task = await taskRow(scope, posted.caseId, posted.token);
    if (!task) return alreadyDone(scope, posted.caseId, posted.token);
    const session = requireSession(scope);
    if (await checksOwnStep(scope, posted.caseId, task, session.principal)) return refused('four-eyes');
    const frame = frameCase(scope, row, posted.language);
    const target = taskForm(frame, task);
    const reading = readTaskForm(target, posted.body);
    // What was ticked holds, also where the task cannot end yet.
    const items = taken(task, session.principal) ? [] : await tick(scope, frame, task, posted.body);
    const errors = [...openChecks(frame, items, withAnswers(target.context.names, reading.answers)), ...reading.errors];
    if (errors.length > 0) return { ok: false, code: 'invalid', errors };
    const outputs = tree(await kept(scope, row, target.form.vaulted(), reading.answers));
    const variables =
      task.kind === 'capability'
        ? enrichOutputs(scope.context.catalogue.capability(task.capability!).contract, outputs, target.context)
        : outputs;
    await noteWork(scope, posted.caseId, task, 'completed');
    await noteDelivered(scope, row, task, { variables, commandId: commandOf(scope, posted.caseId, task) });
    const answer = answerToHandOver(task, reading.answers);
    if (answer) await noteWork(scope, posted.caseId, task, answer.what, answer.words);
    const rootVariables = takenOver(frame, task, reading.answers);
    return order(scope, posted.caseId, task, { variables, ...(rootVariables ? { rootVariables } : {}) });
  });
  const result = await settle(context, secret, ordered);
  // Somebody else was faster by less than the look above could see: the machine took theirs, and this one is told so.
  if (result.ok || result.code !== 'already-done' || result.done) return result;
  return withSession(context, secret, (scope) => alreadyDone(scope, posted.caseId, posted.token));
}

/** Somebody else has it: the machine refuses the end of the task. */
const taken = (task: TaskRowOfEngine, me: string): boolean => task.assignee_id !== null && task.assignee_id !== me;

/**
 * The same task completed twice by one person (double click, reload) is one command: its id is made from the task and the person. What
 * another person sends is another command, so that it is refused and told, not taken for the first.
 */
function order(scope: Scope, caseId: string, task: TaskRowOfEngine, values: { variables: Tree; rootVariables?: Tree }): Promise<Ordered> {
  return orderCommand(scope, caseId, commandOf(scope, caseId, task), {
    type: 'complete-task',
    token: task.token,
    actor: requireSession(scope).principal,
    ...values,
  });
}

/** Answers with what belongs there in the vault. */
async function kept(
  scope: Scope,
  row: CaseRow,
  names: readonly string[],
  answers: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (!mayHoldNumbers(answers)) return answers;
  const { rows } = await scope.client.query<{ holder: string }>(
    'select coalesce(applicant_id, case_id) as holder from cases.cases where case_id = $1',
    [row.case_id],
  );
  return putAnswers(scope, { holder: rows[0]!.holder, draftId: null, caseId: row.case_id }, names, answers);
}
const commandOf = (scope: Scope, caseId: string, task: TaskRowOfEngine): string =>
  uuidOf(`complete ${caseId} ${task.token} ${requireSession(scope).principal}`);

function tree(answers: Record<string, unknown>): Tree {
  return withAnswers({}, answers);
}
