import type { Fee, MoneyAct, SessionView } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  errorSummary,
  form,
  history,
  html,
  notice,
  pairs,
  secondButton,
  taskGrid,
  taskHead,
  textarea,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import {
  againNotice,
  COMMAND_FIELD,
  commandId,
  formatMoney,
  formatShortInstant,
  inSession,
  link,
  param,
  redirect,
  toSignIn,
  TOKEN_FIELD,
  type Again,
} from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';

type Fault = 'reason' | 'state';

/** One fee: what became of it, and what the finance office decides. */
export const show: Show = (visit, again) => view(visit, again, again?.posted ?? null, null);

/** Proposes a refund or a write-off; a second person decides. */
export const act: Act = async (visit, body) => {
  const kind = body.get('then') === 'write-off' ? 'write-off' : 'refund';
  const payment = param(visit, 'payment');
  const found = await inSession(visit, (scope) =>
    visit.site.domain.wishMoney(scope, { id: commandId(body), kind, payment, reason: body.get('reason') ?? '' }),
  );
  if (!found) return toSignIn(visit);
  if (found.value === 'done') return redirect(visit, '/money?said=proposed');
  return found.value === 'not-found' ? problems.notFound(visit) : view(visit, null, body, found.value === 'reason' ? 'reason' : 'state');
};

async function view(visit: Visit, again: Again | null, posted: URLSearchParams | null, fault: Fault | null): Promise<Response> {
  const { t } = visit;
  const found = await inSession(visit, (scope) => visit.site.domain.readFee(scope, param(visit, 'payment'), visit.lang));
  if (!found) return toSignIn(visit);
  const { session, value } = found;
  if (!value) return problems.notFound(visit);
  const { acts, fee } = value;
  const main =
    wrap(html`${errorSummary({ title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }), errors: fault ? [{ control: 'reason', message: t(`interface.money.fault.${fault}`) }] : [] })}
${taskHead({
  back: backLink({ href: link(visit, '/money'), text: t('interface.money.title') }),
  title: html`${t('interface.money.fee')} <span class="nowrap" translate="no">${fee.reference}</span>`,
  meta: [{ term: t('interface.money.amount'), value: formatMoney(fee.amount, visit) }],
})}${againNotice(visit, again)}
${taskGrid({
  sees: { id: 'fee', title: t('interface.money.fee'), children: facts(visit, fee) },
  does: { id: 'decide', title: t('interface.money.decide'), children: deciding(visit, { acts, fault, fee, posted, session }) },
  knows: { id: 'decided', title: t('interface.money.decided'), children: decided(visit, acts) },
})}`);
  return reply(
    visit,
    { title: `${t('interface.money.fee')} ${fee.reference}`, main, session, current: 'money', faulty: fault !== null },
    fault === null ? 200 : 422,
  );
}

function facts(visit: Visit, fee: Fee): Html {
  const { t } = visit;
  const pair = (term: 'amount' | 'now' | 'since' | 'due' | 'settled' | 'back', value: string) => ({
    term: t(`interface.money.${term}`),
    values: [value],
  });
  return pairs([
    pair('amount', formatMoney(fee.amount, visit)),
    pair('now', t(`interface.money.state.${fee.state}`)),
    pair('since', formatShortInstant(fee.createdAt, visit)),
    ...(fee.dueAt ? [pair('due', formatShortInstant(fee.dueAt, visit))] : []),
    ...(fee.settledAt ? [pair('settled', formatShortInstant(fee.settledAt, visit))] : []),
    ...(Number(fee.refunded) > 0 ? [pair('back', formatMoney(fee.refunded, visit))] : []),
    { term: t('interface.tasks.column.service'), values: [fee.service] },
  ]);
}

function decided(visit: Visit, acts: MoneyAct[]): Html {
  const { t } = visit;
  if (acts.length === 0) return html`<p class="quiet">${t('interface.money.nothingDecided')}</p>`;
  return history(
    acts.map((one) => ({
      at: formatShortInstant(one.proposedAt, visit),
      text: html`${t(`interface.money.kind.${one.kind}`)}, ${t(`interface.money.act.${one.state}`)}: ${one.reason} <span translate="no">${one.proposedBy.name}${one.decidedBy ? `, ${one.decidedBy}` : ''}</span>`,
    })),
  );
}

interface Deciding {
  acts: MoneyAct[];
  fault: Fault | null;
  fee: Fee;
  posted: URLSearchParams | null;
  session: SessionView;
}

function deciding(visit: Visit, { acts, fault, fee, posted, session }: Deciding): Html {
  const { t } = visit;
  if (acts.some(({ state }) => state === 'proposed'))
    return notice({ title: t('interface.money.waits'), text: t('interface.money.waitsText'), kind: 'polite' });
  const kind = fee.state === 'paid' ? 'refund' : fee.state === 'open' || fee.state === 'overdue' ? 'write-off' : null;
  if (kind === null) return html`<p class="quiet">${t('interface.money.nothingToDecide')}</p>`;
  return form({
    action: link(visit, `/money/${fee.payment}`),
    fields: { [TOKEN_FIELD]: session.csrf, [COMMAND_FIELD]: commandId(posted) },
    children: html`${textarea({
      id: 'reason',
      name: 'reason',
      label: t('interface.money.reason'),
      hint: t('interface.money.secondHint'),
      value: posted?.get('reason') ?? '',
      rows: 3,
      error: fault ? t(`interface.money.fault.${fault}`) : null,
      errorWord: t('interface.operations.error'),
    })}${actions(secondButton({ text: t(`interface.money.wish.${kind}`), name: 'then', value: kind }))}`,
  });
}
