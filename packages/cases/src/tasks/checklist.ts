import { compileExpression } from '@einwohnerportal/decisions';
import type { FieldError } from '@einwohnerportal/forms';
import { iso, type CaseFrame } from '../case-view/view-case.ts';
import type { Tree } from '../names/tree.ts';
import type { CheckItem, Scope } from '../types.ts';
import { noteWork } from './order-command.ts';
import type { TaskRowOfEngine } from './task-form.ts';

/** What a page posts: the items that are ticked, and which of them were ticked when the page was made. */
export const TICKED = '_check';
export const SHOWN = '_checked';

/** Begin what a note of a step says: `checked:<item>`, `unchecked:<item>`. */
const CHECKED = 'checked:';
const UNCHECKED = 'unchecked:';

/** id of the control of an item, by its place in the list. */
export function checkControl(index: number): string {
  return index === 0 ? 'check' : `check-${index + 1}`;
}

/** The checklist of a task with who ticked what and when; empty where the service declares none. Ticks of an earlier round of the same step do not count. */
export async function readChecklist(scope: Scope, frame: CaseFrame, task: TaskRowOfEngine): Promise<CheckItem[]> {
  const declared = frame.version.manifest.checklists?.[task.element] ?? [];
  if (declared.length === 0) return [];
  const { rows } = await scope.client.query<{ what: string; at: Date; actor: string; actor_name: string }>(
    `select n.what, n.at, n.actor, n.actor_name from cases.task_notes n
     where n.case_id = $1 and n.token = $2 and n.element = $3 and n.what ~ '^(un)?checked:'
       and n.at > coalesce((select max(c.at) from cases.task_notes c where c.case_id = $1 and c.token = $2 and c.element = $3 and c.what = 'completed'
           and exists (select 1 from engine.event e where e.case_id = c.case_id and e.type = 'complete-task' and e.result = 'done' and e.actor = c.actor
             and e.path @> jsonb_build_array(jsonb_build_object('token', c.token, 'what', 'completed')))), '-infinity')
     order by n.at, n.what desc`,
    [frame.row.case_id, task.token, task.element],
  );
  const done = new Map<string, CheckItem['done']>();
  for (const row of rows) {
    if (row.what.startsWith(UNCHECKED)) done.delete(row.what.slice(UNCHECKED.length));
    // Of two who ticked at once the first stays.
    else if (!done.has(row.what.slice(CHECKED.length)))
      done.set(row.what.slice(CHECKED.length), { at: iso(row.at), name: row.actor_name, me: row.actor === scope.session?.principal });
  }
  return declared.map(({ id, required }) => ({
    id,
    label: checkLabel(frame, task.element, id),
    required: required ?? false,
    done: done.get(id) ?? null,
  }));
}

function checkLabel(frame: Pick<CaseFrame, 't'>, element: string, id: string): string {
  const key = `tasks.${element}.checks.${id}`;
  return frame.t.has(key) ? frame.t(key) : id;
}

/** How the history names a tick; null where the note is none. */
export function checkWords(frame: Pick<CaseFrame, 't' | 'own'>, note: { element: string; what: string }): string | null {
  for (const [begin, key] of [
    [CHECKED, 'case.history.checked'],
    [UNCHECKED, 'case.history.unchecked'],
  ] as const)
    if (note.what.startsWith(begin)) return frame.own(key, { item: checkLabel(frame, note.element, note.what.slice(begin.length)) });
  return null;
}

/**
 * Writes down what a page ticked and took back. What somebody else ticked after the page was made stays, and what is ticked already keeps its
 * first name. Without the marks of a checklist in `body` nothing changes.
 */
export async function tick(scope: Scope, frame: CaseFrame, task: TaskRowOfEngine, body: URLSearchParams): Promise<CheckItem[]> {
  if (!body.has(SHOWN)) return readChecklist(scope, frame, task);
  // Two pages of one task wait for each other, so that the second sees what the first wrote.
  await scope.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`checklist ${frame.row.case_id} ${task.token}`]);
  const shown = new Set((body.get(SHOWN) ?? '').split(' '));
  const wanted = new Set(body.getAll(TICKED));
  const items = await readChecklist(scope, frame, task);
  const changes = items.flatMap(({ id, done }) => {
    if (wanted.has(id) && done === null) return [`${CHECKED}${id}`];
    return !wanted.has(id) && done !== null && shown.has(id) ? [`${UNCHECKED}${id}`] : [];
  });
  for (const what of changes) await noteWork(scope, frame.row.case_id, task, what);
  return changes.length === 0 ? items : readChecklist(scope, frame, task);
}

/** Items that must be ticked before the task can end with these answers, as errors of their boxes. */
export function openChecks(frame: CaseFrame, items: readonly CheckItem[], names: Tree): FieldError[] {
  return items.flatMap((item, index) => {
    const needed = typeof item.required === 'string' ? compileExpression(item.required).evaluate(names).value === true : item.required;
    if (!needed || item.done !== null) return [];
    return [{ name: TICKED, control: checkControl(index), message: frame.own('case.checklist.open', { item: item.label }) }];
  });
}
