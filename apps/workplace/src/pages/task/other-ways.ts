import type { TaskView } from '@einwohnerportal/cases';
import { goLink, html, type Html } from '@einwohnerportal/ui';
import { link } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** What can be done instead of completing the task: ask the person. */
export function otherWays(visit: Visit, { task }: { task: TaskView }): Html {
  const { t } = visit;
  const free = task.assignee === null || task.assignee.me;
  if (task.blocked || !free || !task.mayAsk) return html``;
  const path = `/tasks/${task.caseId}/${task.token}`;
  return html`<h3>${t('interface.task.otherWays')}</h3><p>${goLink({ href: link(visit, `${path}/ask`), text: t('interface.task.ask') })}</p>`;
}
