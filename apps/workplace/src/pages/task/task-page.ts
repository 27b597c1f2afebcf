import type { Colleague, TaskView } from '@einwohnerportal/cases';
import { backLink, errorSummary, html, linkButton, notice, taskGrid, taskHead, wrap, type Html } from '@einwohnerportal/ui';
import { againNotice, formatShortDay, link, type Again } from '@einwohnerportal/web';
import { localDay } from '@einwohnerportal/cases';
import { deadlineWords } from '../../deadline.ts';
import type { Visit } from '../../visit.ts';
import { caseFacts } from './case-facts.ts';
import { giveOn } from './give-on.ts';
import { otherWays } from './other-ways.ts';
import { capturedMeta } from '../counter/captured-meta.ts';
import { residentView } from './resident-view.ts';
import { enterButton, FORM_ID, taskForm, type TaskFormProps } from './task-form.ts';

export interface TaskPageProps extends TaskFormProps {
  today: string;
  again: Again | null;
  /** What is said above: the task was taken, given back, or belongs to somebody else; the last task was completed. */
  said: 'claimed' | 'returned' | 'given' | 'busy' | 'nobody' | 'four-eyes' | 'done' | 'checked' | 'taken-back' | 'answered' | null;
  /** Who of the same office can be given the task. */
  colleagues: Colleague[];
}

/** One task in three columns: what the resident sees, what is to be done, what is known. */
export function taskPage(visit: Visit, props: TaskPageProps): Html {
  const { t } = visit;
  const { task, errors, said } = props;
  return wrap(html`${errorSummary({ title: t('interface.task.errorsTitle', { count: errors.length }), errors })}
${task.blocked ? '' : enterButton(visit)}
${taskHead({
  back: backLink({ href: link(visit, '/tasks'), text: t('interface.nav.tasks') }),
  title: html`${task.title}: <span translate="no">${task.person}</span>`,
  meta: meta(visit, props),
})}
${againNotice(visit, props.again)}${said ? notice({ title: t(`interface.task.said.${said}`), text: t(`interface.task.said.${said}Text`), kind: ['busy', 'nobody', 'four-eyes', 'answered'].includes(said) ? 'alert' : 'polite' }) : ''}
${task.blocked === 'four-eyes' && props.posted ? notice({ title: t('interface.task.fourEyes'), text: t('interface.task.fourEyesText'), kind: 'alert' }) : ''}
${taskGrid({
  sees: { id: 'sees', title: t('interface.task.sees'), children: residentView(visit, task) },
  does: {
    id: 'does',
    title: t('interface.task.does'),
    children: html`${taskForm(visit, props)}${giveOn(visit, props)}${otherWays(visit, props)}`,
  },
  knows: { id: 'knows', title: t('interface.task.knows'), children: caseFacts(visit, task) },
})}`);
}

function meta(visit: Visit, { task, today }: TaskPageProps) {
  const { t, site } = visit;
  const { date, left, late } = deadlineWords(visit, task.due, today);
  const since = localDay(task.since, site.context.catalogue.authorities.canton.zone);
  return [
    {
      term: t('interface.tasks.column.due'),
      value: html`${late ? html`<strong class="error-text">${date} ${left}</strong>` : html`${date} ${left}`}`,
    },
    { term: t('interface.tasks.column.since'), value: formatShortDay(since, visit, today.slice(0, 4)) },
    { term: t('interface.tasks.column.who'), value: assignee(visit, task) },
    { term: t('interface.tasks.column.reference'), value: task.reference, verbatim: true },
    { term: t('interface.tasks.office'), value: task.office },
    ...capturedMeta(visit, task.case),
    ...(task.case.representative
      ? [
          {
            term: t('interface.task.sentBy'),
            value: t(task.case.byLaw ? 'interface.task.byLaw' : 'interface.task.withMandate', { name: task.case.representative }),
          },
        ]
      : []),
  ];
}

/** Who has the task, and the button to take it or give it back; it sends along what was typed. */
function assignee({ t }: Visit, task: TaskView): Html {
  if (task.blocked) return html`${task.assignee?.name || t('interface.tasks.nobody')}`;
  if (task.assignee === null)
    return html`${t('interface.tasks.nobody')} ${linkButton({ text: t('interface.task.claim'), name: 'then', value: 'claim', form: FORM_ID })}`;
  if (!task.assignee.me) return html`<span translate="no">${task.assignee.name || t('interface.tasks.somebody')}</span>`;
  return html`<span translate="no">${task.assignee.name}</span> ${linkButton({ text: t('interface.task.giveBack'), name: 'then', value: 'return', form: FORM_ID })}`;
}
