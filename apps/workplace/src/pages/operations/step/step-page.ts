import type { OperatedIncident, OperatedJob, OperatedState, OperatedStep, SessionView } from '@einwohnerportal/cases';
import { actions, backLink, button, form, html, notice, pairs, taskGrid, taskHead, text, wrap, type Html } from '@einwohnerportal/ui';
import { againNotice, formatInstant, link, TOKEN_FIELD, type Again, type Below } from '@einwohnerportal/web';
import { codeName, whatHappened } from '../../../incident-words.ts';
import type { WorkplaceTexts } from '../../../text-keys.ts';
import type { Visit } from '../../../visit.ts';
import { changeLinks, type ChangeKind } from '../change/change-links.ts';
import { caseHistory } from '../case/case-history.ts';

export interface StepPageProps {
  session: SessionView;
  state: OperatedState;
  step: OperatedStep;
  incident: OperatedIncident | null;
  /** This operator may do something with the step; else it belongs to another authority. */
  may: boolean;
  now: string;
  again: Again | null;
  retried: 'done' | 'waiting' | 'gone' | null;
}

/** What happened · what can be done · what a technician wants to know. */
export function stepPage(visit: Visit, props: StepPageProps): Html {
  const { t } = visit;
  const { state, step, incident } = props;
  const job = state.jobs.find((each) => each.token === step.token) ?? null;
  return wrap(html`${taskHead({
    back: backLink({ href: link(visit, `/operations/cases/${step.caseId}`), text: t('interface.operations.case.back') }),
    title: step.name || t('interface.operations.wholeCase'),
    meta: [
      { term: t('interface.tasks.column.reference'), value: state.case.reference, verbatim: true },
      { term: t('interface.tasks.column.service'), value: state.case.title },
      { term: t('interface.tasks.office'), value: state.case.office },
      ...(incident ? [{ term: t('interface.operations.column.since'), value: formatInstant(incident.since, visit) }] : []),
    ],
  })}
${againNotice(visit, props.again)}${props.retried ? notice({ title: t(`interface.operations.retry.said.${props.retried}`), text: t(`interface.operations.retry.said.${props.retried}Text`), kind: props.retried === 'gone' ? 'alert' : 'polite' }) : ''}
${taskGrid({
  sees: { id: 'happened', title: t('interface.operations.step.happened'), children: happened(visit, props, job) },
  does: { id: 'possible', title: t('interface.operations.step.possible'), children: possible(visit, props, job) },
  knows: { id: 'technical', title: t('interface.operations.step.technical'), children: technical(visit, props, job) },
})}`);
}

function happened(visit: Visit, { incident, state }: StepPageProps, job: OperatedJob | null): Html {
  const { t } = visit;
  if (incident) {
    return text(html`<p><b>${whatHappened(visit, incident)}</b></p>
${incident.attempts > 0 ? html`<p>${t('interface.operations.step.attempts', { count: incident.attempts })}</p>` : ''}
<p>${t('interface.operations.step.waits')}</p>
<p class="quiet">${t('interface.operations.step.told')}</p>`);
  }
  if (state.case.closedAt)
    return text(html`<p>${t('interface.operations.case.closed', { at: formatInstant(state.case.closedAt, visit) })}</p>`);
  if (!job) return text(html`<p>${t('interface.operations.step.normal')}</p>`);
  return text(html`<p><b>${t(`interface.operations.standing.${job.standing}.text`)}</b></p>
${job.lastCode && job.attempts > 0 ? html`<p>${t('interface.operations.step.lastTry', { reason: codeName(visit, job.lastCode), count: job.attempts })}</p>` : ''}
${job.standing === 'waiting' && job.dueAt ? html`<p>${t('interface.operations.step.nextTry', { at: formatInstant(job.dueAt, visit) })}</p>` : ''}`);
}

function possible(visit: Visit, props: StepPageProps, job: OperatedJob | null): Html {
  const { t } = visit;
  const { state, step, incident, session } = props;
  if (!props.may) return text(html`<p>${t('interface.operations.step.notOurs')}</p>`);
  const fields: Record<string, string> | null = incident
    ? { incident: `${step.caseId}/${step.token}/${incident.since}` }
    : job?.standing === 'waiting'
      ? { attempts: String(job.attempts) }
      : null;
  const retry =
    fields &&
    form({
      action: link(visit, `/operations/cases/${step.caseId}/${step.token}`),
      fields: { [TOKEN_FIELD]: session.csrf, ...fields },
      children: html`<p>${t(incident ? 'interface.operations.step.retryHint' : 'interface.operations.step.retryJobHint')}</p>${actions(button({ text: t('interface.operations.retry.one') }))}`,
    });
  const kinds: ChangeKind[] = [
    ...(incident && step.token > 0 ? (['skip'] as const) : []),
    ...(state.case.competent ? (['values', ...(step.token > 0 ? (['move'] as const) : []), 'migrate', 'stop'] as const) : []),
  ];
  const ways = state.state === 'active' ? changeLinks(visit, step, kinds) : '';
  return retry ? html`<div class="stack">${retry}${ways}</div>` : html`${ways}`;
}

function technical(visit: Visit, { state, step, incident }: StepPageProps, job: OperatedJob | null): Html {
  const { t } = visit;
  const fact = (key: Below<WorkplaceTexts, 'interface.operations.fact'>, value: string | null | undefined) =>
    value ? [{ term: t(`interface.operations.fact.${key}`), values: [value], verbatim: true }] : [];
  return html`${pairs([
    ...fact('element', step.element),
    ...fact('capability', step.capability),
    ...fact('party', step.party),
    ...fact('code', incident ? incident.code : job?.lastCode),
    ...fact('message', incident?.message),
    ...fact('holder', job?.holder),
    ...fact('token', String(step.token)),
    ...fact('step', String(state.step)),
    ...fact('case', step.caseId),
  ])}
<h3>${t('interface.task.history')}</h3>${caseHistory(visit, state.history.slice(0, 12))}`;
}
