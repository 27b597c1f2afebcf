import type { TaskView } from '@einwohnerportal/cases';
import { goLink, html, type Html } from '@einwohnerportal/ui';
import { link } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** What can be done instead of completing the task: ask the person, or hand the case over. */
export function otherWays(visit: Visit, { task }: { task: TaskView }): Html {
  const { t } = visit;
  const free = task.assignee === null || task.assignee.me;
  const path = `/tasks/${task.caseId}/${task.token}`;
  const ways = [
    ...(task.mayAsk ? [{ href: link(visit, `${path}/ask`), text: t('interface.task.ask') }] : []),
    ...(task.mayHandOver ? [{ href: link(visit, `${path}/hand-over`), text: t('interface.task.handOver') }] : []),
  ];
  if (task.blocked || !free || ways.length === 0) return html``;
  return html`<h3>${t('interface.task.otherWays')}</h3>${ways.map((each) => html`<p>${goLink(each)}</p>`)}`;
}
