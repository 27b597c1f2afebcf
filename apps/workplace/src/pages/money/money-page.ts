import type { Credit, Fee, MoneyAct, SessionView } from '@einwohnerportal/cases';
import {
  actions,
  button,
  emptyState,
  errorSummary,
  form,
  html,
  notice,
  radios,
  secondButton,
  textInput,
  workPage,
  worklist,
  workViews,
  type Html,
} from '@einwohnerportal/ui';
import {
  againNotice,
  COMMAND_FIELD,
  commandId,
  formatDay,
  formatMoney,
  formatShortInstant,
  link,
  TOKEN_FIELD,
  type Again,
} from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

export const VIEWS = ['open', 'overdue', 'paid', 'refunded', 'credits'] as const;
export type View = (typeof VIEWS)[number];
export type Fault = 'credit' | 'reason' | 'reference' | 'state';
const CONTROLS: Record<Fault, string> = { credit: 'credit', reason: 'reason', reference: 'reference', state: 'credit' };

export interface MoneyPageProps {
  session: SessionView;
  fees: Fee[];
  credits: Credit[];
  /** What waits for a second person. */
  acts: MoneyAct[];
  view: View;
  again: Again | null;
  posted: URLSearchParams | null;
  fault: Fault | null;
  said: 'proposed' | 'done' | 'own' | 'gone' | null;
}

/** Fees by what became of them, credits that fit nothing, and what waits for a second person. */
export function moneyPage(visit: Visit, props: MoneyPageProps): Html {
  const { t } = visit;
  const { credits, fault, said } = props;
  return workPage({
    title: t('interface.money.sentence', { count: credits.length }),
    intro: t('interface.money.lead'),
    rail: workViews({
      label: t('interface.tasks.views'),
      views: VIEWS.map((each) => ({
        href: link(visit, `/money?view=${each}`),
        text: t(`interface.money.view.${each}`),
        current: each === props.view,
        ...(each === 'credits' ? { count: credits.length } : {}),
      })),
    }),
    errors: errorSummary({
      title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }),
      errors: fault ? [{ control: CONTROLS[fault], message: t(`interface.money.fault.${fault}`) }] : [],
    }),
    children: html`${againNotice(visit, props.again)}
${said && !fault ? notice({ title: t(`interface.money.said.${said}`), kind: said === 'own' || said === 'gone' ? 'alert' : 'polite' }) : ''}
${props.acts.length > 0 ? html`<h2>${t('interface.money.waiting')}</h2><ul class="plain-list">${props.acts.map((act) => actItem(visit, props, act))}</ul>` : ''}
${props.view === 'credits' ? creditsOf(visit, props) : feesOf(visit, props)}`,
  });
}

function actItem(visit: Visit, { session, view }: MoneyPageProps, act: MoneyAct): Html {
  const { t } = visit;
  const context = ` (${act.reason})`;
  return html`<li>${act.payment ? html`<a href="${link(visit, `/money/${act.payment}`)}">${t(`interface.money.kind.${act.kind}`)}</a>` : t(`interface.money.kind.${act.kind}`)}: ${act.reason} <span translate="no">${act.proposedBy.name}</span>, ${formatShortInstant(act.proposedAt, visit)}
${
  act.proposedBy.me
    ? html`<p class="quiet">${t('interface.money.second')}</p>`
    : form({
        action: link(visit, `/money?view=${view}`),
        fields: { [TOKEN_FIELD]: session.csrf },
        children: actions(
          button({ text: t('interface.money.confirm'), context, name: 'decide', value: `confirmed ${act.id}` }),
          secondButton({ text: t('interface.money.refuse'), context, name: 'decide', value: `refused ${act.id}` }),
        ),
      })
}</li>`;
}

function feesOf(visit: Visit, { fees, view }: MoneyPageProps): Html {
  const { t } = visit;
  if (fees.length === 0) return emptyState({ text: t('interface.money.none') });
  return worklist({
    label: t(`interface.money.view.${view}`),
    due: { title: t('interface.money.since') },
    task: { title: t('interface.tasks.column.reference') },
    columns: [
      { key: 'amount', title: t('interface.money.amount') },
      { key: 'service', title: t('interface.tasks.column.service') },
    ],
    groups: [
      {
        title: t(`interface.money.view.${view}`),
        rows: fees.map((fee) => ({
          href: link(visit, fee.payment ? `/money/${fee.payment}` : `/money?view=${view}`),
          title: html`<span class="nowrap" translate="no">${fee.reference}</span>`,
          due: { date: formatShortInstant(fee.settledAt ?? fee.createdAt, visit), left: t(`interface.money.state.${fee.state}`) },
          cells: {
            amount: formatMoney(fee.amount, visit),
            service: fee.service,
          },
        })),
      },
    ],
  });
}

function creditsOf(visit: Visit, { credits, fault, posted, session }: MoneyPageProps): Html {
  const { t } = visit;
  if (credits.length === 0) return emptyState({ text: t('interface.money.noCredits') });
  const error = (control: string): string | null => (fault && CONTROLS[fault] === control ? t(`interface.money.fault.${fault}`) : null);
  const errorWord = t('interface.operations.error');
  return form({
    action: link(visit, '/money?view=credits'),
    fields: { [TOKEN_FIELD]: session.csrf, [COMMAND_FIELD]: commandId(posted) },
    children: html`${radios({
      id: 'credit',
      name: 'credit',
      label: t('interface.money.which'),
      value: posted?.get('credit') ?? '',
      choices: credits.map((credit) => ({ value: credit.key, label: creditWords(visit, credit) })),
      error: error('credit'),
      errorWord,
    })}${textInput({
      id: 'reference',
      name: 'reference',
      label: t('interface.money.case'),
      hint: t('interface.money.caseHint'),
      value: posted?.get('reference') ?? '',
      width: 20,
      error: error('reference'),
      errorWord,
    })}${textInput({
      id: 'reason',
      name: 'reason',
      label: t('interface.money.reason'),
      hint: t('interface.money.reasonHint'),
      value: posted?.get('reason') ?? '',
      error: error('reason'),
      errorWord,
    })}${actions(
      button({ text: t('interface.money.assign'), name: 'then', value: 'assign' }),
      secondButton({ text: t('interface.money.close'), name: 'then', value: 'close' }),
    )}`,
  });
}

function creditWords(visit: Visit, credit: Credit): Html {
  const { t } = visit;
  return html`${credit.currency} ${credit.amount}, ${formatDay(credit.bookedOn, visit)}, ${t.word('interface.money.judged', credit.judged) ?? credit.judged}${credit.payer ? html`, <span translate="no">${credit.payer}</span>` : ''}${credit.reference ? html`, <span class="nowrap" translate="no">${credit.reference}</span>` : ''}${credit.caseReference ? html`, <span class="nowrap" translate="no">${credit.caseReference}</span>` : ''}`;
}
