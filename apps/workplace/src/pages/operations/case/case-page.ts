import type { OperatedState } from '@einwohnerportal/cases';
import { backLink, html, notice, rows, taskGrid, taskHead, text, wrap, type Html } from '@einwohnerportal/ui';
import { formatInstant, formatShortInstant, link } from '@einwohnerportal/web';
import { aheadWords } from '../../../incident-words.ts';
import type { Visit } from '../../../visit.ts';
import { changeLinks } from '../change/change-links.ts';
import { caseHistory } from './case-history.ts';

export interface CasePageProps {
  state: OperatedState;
  now: string;
  /** The step that was asked for has gone on meanwhile. */
  said: 'done' | 'waiting' | 'gone' | null;
}

/** Where the case stands · what can be done with it as a whole · what happened. */
export function casePage(visit: Visit, props: CasePageProps): Html {
  const { t } = visit;
  const { state, said } = props;
  return wrap(html`${taskHead({
    back: backLink({ href: link(visit, '/operations'), text: t('interface.operations.area.incidents') }),
    title: html`${state.case.title}, <span translate="no">${state.case.reference}</span>`,
    meta: [
      { term: t('interface.tasks.office'), value: state.case.office },
      { term: t('interface.operations.case.begun'), value: formatInstant(state.case.submittedAt, visit) },
    ],
  })}
${said ? notice({ title: t(`interface.operations.retry.said.${said}`), text: t(`interface.operations.retry.said.${said}Text`), kind: 'polite' }) : ''}
${taskGrid({
  sees: { id: 'stands', title: t('interface.operations.case.stands'), children: standing(visit, props) },
  does: { id: 'possible', title: t('interface.operations.step.possible'), children: possible(visit, state) },
  knows: { id: 'history', title: t('interface.task.history'), children: caseHistory(visit, state.history) },
})}`);
}

function standing(visit: Visit, { state, now }: CasePageProps): Html {
  const { t } = visit;
  if (state.case.closedAt)
    return text(html`<p>${t('interface.operations.case.closed', { at: formatInstant(state.case.closedAt, visit) })}</p>`);
  const steps = state.tokens.filter((token) => !state.tokens.some((inner) => inner.parent === token.token));
  return html`${rows(
    steps.map((step) => {
      const incident = state.incidents.some((each) => each.token === step.token);
      const job = state.jobs.find((each) => each.token === step.token);
      const how = incident
        ? t('interface.operations.case.incident')
        : job
          ? t(`interface.operations.standing.${job.standing}.text`)
          : t('interface.operations.case.waiting');
      return {
        href: link(visit, `/operations/cases/${step.caseId}/${step.token}`),
        title: step.name,
        text: how,
        note: t('interface.incidents.since', { at: formatShortInstant(step.since, visit) }),
      };
    }),
  )}
${state.timers.length > 0 ? html`<h3>${t('interface.operations.area.timers')}</h3><ul class="bullets">${state.timers.map((timer) => html`<li>${timer.name}: ${formatShortInstant(timer.dueAt, visit)}, ${aheadWords(visit, timer.dueAt, now)}</li>`)}</ul>` : ''}`;
}

function possible(visit: Visit, state: OperatedState): Html {
  const { t } = visit;
  if (state.state !== 'active') return text(html`<p>${t('interface.operations.case.nothing')}</p>`);
  if (!state.case.competent) return text(html`<p>${t('interface.operations.case.notOurs')}</p>`);
  return changeLinks(visit, { caseId: state.case.caseId, token: 0 }, ['values', 'migrate', 'stop']);
}
