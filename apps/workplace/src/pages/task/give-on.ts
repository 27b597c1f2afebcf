import { leads, type Colleague, type SessionView, type TaskView } from '@einwohnerportal/cases';
import { html, secondButton, select, type Html } from '@einwohnerportal/ui';
import { colleagueLabel } from '../../colleague-label.ts';
import type { Visit } from '../../visit.ts';
import { FORM_ID } from './task-form.ts';

/** To give the task to a colleague: whoever has it may, who leads the office, and everybody while nobody has it. What was typed stays. */
export function giveOn(
  visit: Visit,
  { task, colleagues, session }: { task: TaskView; colleagues: Colleague[]; session: SessionView },
): Html {
  const { t } = visit;
  const mayGive = task.assignee === null || task.assignee.me || leads(session, task.group);
  if (colleagues.length === 0 || !mayGive || task.blocked) return html``;
  const options = colleagues.map((each) => ({ value: each.principal, label: colleagueLabel(visit, each) }));
  return html`<details class="more"><summary>${t('interface.task.giveOn')}</summary>
<div class="stack">${select({ id: 'to', name: 'to', label: t('interface.tasks.to'), options, empty: t('interface.tasks.toWhom'), form: FORM_ID })}
<p>${secondButton({ text: t('interface.tasks.give'), name: 'then', value: 'give', form: FORM_ID })}</p></div></details>`;
}
