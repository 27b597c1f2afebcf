import type { ActionView, CaseView } from '@einwohnerportal/cases';
import { actions, backLink, band, button, form, html, pageHead, type Html } from '@einwohnerportal/ui';
import { againNotice, formatDay, formatMoney, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, formToken, link, param, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { feePairs } from '../case/fee.ts';
import { authorityOf } from '../case/controller.ts';

/** What is to be paid and for what, before leaving for the payment provider. */
export const show: Show = async (visit, again) => {
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  return view(visit, found.person, found.value, again);
};

/** Leaves for the provider; the address comes from the payment itself and only its known origin is followed. */
export const act: Act = async (visit) => {
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const target = payAction(found.value)?.redirectUrl;
  if (!target || !URL.canParse(target) || new URL(target).origin !== visit.site.config.paymentOrigin)
    return view(visit, found.person, found.value, null);
  return visit.http.redirect(target, 303);
};

/** Coming back from the provider is a hint only: the machine asks the provider itself. */
export const showReturn: Show = async (visit) => {
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const reference = found.value.reference;
  await visit.site.domain.noteReturnFromPayment(visit.site.context, visit.secret!, reference);
  return redirect(visit, `/cases/${reference}`);
};

function payAction(view: CaseView): ActionView | null {
  return view.actions.find((action) => action.kind === 'pay') ?? null;
}

async function view(visit: Visit, person: Person, found: CaseView, again: Again | null): Promise<Response> {
  const { t } = visit;
  const action = payAction(found);
  const amount = found.fee ? formatMoney(found.fee.total, visit) : '';
  const title = !action
    ? t('interface.payment.done')
    : action.redirectUrl
      ? t('interface.payment.title', { amount })
      : t('interface.payment.preparing');
  const main = html`${pageHead({
    margin: backLink({ href: link(visit, `/cases/${found.reference}`), text: t('interface.nav.backToCase') }),
    kicker: found.title,
    sentence: title,
    lead: t(!action ? 'interface.payment.doneText' : action.redirectUrl ? 'interface.payment.lead' : 'interface.payment.preparingText'),
    children: html`${againNotice(visit, again)}${action ? payForm(visit, person, found, action, amount) : actions(button({ text: t('interface.confirmation.toCase'), href: link(visit, `/cases/${found.reference}`) }))}`,
  })}
${found.fee ? band({ id: 'what', title: t('interface.payment.what'), children: html`${feePairs(visit, found.fee)}<p class="source">${t('interface.payment.interrupted')}</p>` }) : ''}`;
  return reply(visit, { title: `${title} ${found.reference}`, main, person, current: 'cases', authority: authorityOf(visit, found) });
}

function payForm(visit: Visit, person: Person, found: CaseView, action: ActionView, amount: string): Html {
  const { t } = visit;
  const until = action.until ? html`<p>${t('interface.payment.until', { date: formatDay(action.until, visit) })}</p>` : '';
  const path = link(visit, `/cases/${found.reference}/pay`);
  if (!action.redirectUrl) return html`${until}${actions(button({ text: t('interface.case.reload'), href: path }))}`;
  return html`${until}${form({ action: path, fields: { [TOKEN_FIELD]: formToken(visit, person) }, children: actions(button({ text: t('interface.payment.button', { amount }) })) })}`;
}

function readCase(visit: Visit): Promise<{ person: Person; value: CaseView | null } | null> {
  return asPerson(visit, (scope) => visit.site.domain.readCase(scope, param(visit, 'reference'), visit.lang));
}
