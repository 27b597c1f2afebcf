import { checkControl, SHOWN, TICKED, type FieldError, type TaskView } from '@einwohnerportal/cases';
import { actions, checkboxes, html, secondButton, type Html } from '@einwohnerportal/ui';
import { formatShortInstant } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** What the office ticks at a task: each item with who ticked it and when. Ticks go along with every button of the form and are kept by a button of their own. */
export function checklist(
  visit: Visit,
  { task, posted, errors }: { task: TaskView; posted: URLSearchParams | null; errors: readonly FieldError[] },
): Html | null {
  const { t } = visit;
  const { checklist: items } = task;
  if (items.length === 0) return null;
  const done = items.flatMap((item) => (item.done ? [item.id] : []));
  // What a colleague ticked since the page was made is ticked; what was ticked or taken back here stays so.
  const shown = new Set((posted?.get(SHOWN) ?? '').split(' '));
  const ticked = posted?.has(SHOWN) ? [...posted.getAll(TICKED), ...done.filter((id) => !shown.has(id))] : done;
  const own = errors.filter(({ name }) => name === TICKED).map(({ message }) => message);
  return html`${checkboxes({
    id: checkControl(0),
    name: TICKED,
    label: t('interface.task.checklist.title'),
    hint: t('interface.task.checklist.hint'),
    error: own.length > 0 ? own.join(' ') : null,
    errorWord: t('interface.operations.error'),
    choices: items.map((item) => ({ value: item.id, label: item.label, hint: noteOf(visit, item) })),
    values: ticked,
  })}${actions(
    html`<input type="hidden" name="${SHOWN}" value="${done.join(' ')}">${secondButton({ text: t('interface.task.checklist.save'), name: 'then', value: 'check' })}`,
  )}`;
}

function noteOf(visit: Visit, { done, required }: TaskView['checklist'][number]): Html | string | null {
  const { t } = visit;
  if (done)
    return html`<span translate="no">${t('interface.task.checklist.by', { name: done.name, at: formatShortInstant(done.at, visit) })}</span>`;
  if (required === false) return null;
  return t(required === true ? 'interface.task.checklist.required' : 'interface.task.checklist.sometimes');
}
