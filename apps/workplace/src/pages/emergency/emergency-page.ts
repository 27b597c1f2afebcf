import { OPENING_KINDS, type Opening, type SessionView } from '@einwohnerportal/cases';
import {
  actions,
  button,
  errorSummary,
  form,
  html,
  linkButton,
  notice,
  questionPage,
  radios,
  textarea,
  textInput,
  workPage,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatShortInstant, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

export interface EmergencyPageProps {
  session: SessionView;
  openings: Opening[];
  /** May open cases; else the person leads an authority and only sees who did. */
  may: boolean;
  again: Again | null;
  posted: URLSearchParams | null;
  fault: 'not-found' | 'reason' | 'too-often' | null;
  said: 'ended' | null;
}

/** Opens a case for a reason and a short time; below, who opened which case and why. */
export function emergencyPage(visit: Visit, props: EmergencyPageProps): Html {
  const { t } = visit;
  const { openings, fault, said } = props;
  const list = html`<div class="stack"><h2>${t('interface.emergency.list')}</h2>
${openings.length > 0 ? html`<ul class="plain-list">${openings.map((each) => one(visit, props, each))}</ul>` : html`<p>${t('interface.emergency.none')}</p>`}</div>`;
  const above = html`${againNotice(visit, props.again)}${said && !fault ? notice({ title: t(`interface.emergency.said.${said}`), kind: 'polite' }) : ''}`;
  if (!props.may) return workPage({ title: t('interface.emergency.title'), children: html`${above}${list}` });
  return wrap(html`${above}${opening(visit, props)}<div class="desk-grid">${list}</div>`);
}

function opening(visit: Visit, { session, posted, fault }: EmergencyPageProps): Html {
  const { t } = visit;
  const words = fault ? t(`interface.emergency.fault.${fault}`) : null;
  const control = fault === 'reason' ? 'reason' : 'reference';
  return questionPage({
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }),
      errors: words ? [{ control, message: words }] : [],
    }),
    title: t('interface.emergency.title'),
    intro: t('interface.emergency.lead'),
    form: { action: link(visit, '/emergency'), fields: { [TOKEN_FIELD]: session.csrf } },
    children: html`${textInput({
      id: 'reference',
      name: 'reference',
      label: t('interface.emergency.reference'),
      hint: t('interface.emergency.referenceHint'),
      value: posted?.get('reference') ?? '',
      spellcheck: false,
      maxLength: 20,
      error: fault === 'not-found' || fault === 'too-often' ? words : null,
    })}${radios({
      id: 'kind',
      name: 'kind',
      label: t('interface.emergency.kind'),
      value: posted?.get('kind') ?? '',
      choices: OPENING_KINDS.map((value) => ({ value, label: t(`interface.emergency.kinds.${value}`) })),
    })}${textarea({
      id: 'reason',
      name: 'reason',
      label: t('interface.emergency.reason'),
      hint: t('interface.emergency.reasonHint'),
      value: posted?.get('reason') ?? '',
      rows: 3,
      maxLength: 1000,
      error: fault === 'reason' ? words : null,
    })}`,
    actions: actions(button({ text: t('interface.emergency.button') })),
  });
}

function one(visit: Visit, { session }: EmergencyPageProps, each: Opening): Html {
  const { t } = visit;
  const when = { from: formatShortInstant(each.openedAt, visit), until: formatShortInstant(each.until, visit) };
  const head =
    each.mine && each.open
      ? html`<a href="${link(visit, `/cases/${each.caseId}`)}" translate="no">${each.reference}</a>, ${t('interface.emergency.openUntil', when)}`
      : html`<span translate="no">${each.reference}</span>${each.reference ? ', ' : ''}${when.from}`;
  return html`<li>${head}: <span translate="no">${each.name}</span>. ${t(`interface.emergency.kinds.${each.kind}`)}. «${each.reason}»
${each.mine && each.open ? form({ action: link(visit, '/emergency'), fields: { [TOKEN_FIELD]: session.csrf, end: each.caseId }, children: linkButton({ text: t('interface.emergency.end'), context: ` (${each.reference})` }) }) : ''}</li>`;
}
