import { setTimeout as pause } from 'node:timers/promises';
import type { ActionView, CaseView } from '@einwohnerportal/cases';
import { actions, backLink, band, button, form, html, pageHead, type Html } from '@einwohnerportal/ui';
import { againNotice, formatDay, formatMoney, sendKept, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, formToken, link, param, redirect, type Act, type Again, type Person, type Show, type Visit } from '../../visit.ts';
import { feePairs } from '../case/fee.ts';
import { authorityOf } from '../case/controller.ts';
import { meansForm, type Fault } from './means-form.ts';

/** What is to be paid and for what, before leaving for the payment provider. */
export const show: Show = async (visit, again) => {
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  return view(visit, found.person, found.value, again);
};

/** Leaves for the provider; the address comes from the payment itself and only its known origin is followed. */
export const act: Act = async (visit, body) => {
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const action = payAction(found.value);
  if (action?.means) return choose(visit, found.person, found.value, body.get('means') ?? '');
  return (await leave(visit, found.value, action?.redirectUrl ?? null)) ?? view(visit, found.person, found.value, null);
};

/** Prepares what was chosen: the provider's page, to which the browser goes, or an invoice, which is shown. */
async function choose(visit: Visit, person: Person, found: CaseView, means: string): Promise<Response> {
  const offered = payAction(found)?.means?.find((each) => each.id === means);
  if (!offered) return view(visit, person, found, null, { control: 'means', message: visit.t('interface.payment.means.chooseMissing') });
  if (!offered.invoice && !offered.redirectUrl)
    await visit.site.domain.choosePayment(visit.site.context, visit.secret!, found.reference, means);
  const again = await readCase(visit);
  if (!again?.value) return toSignIn(visit);
  const now = payAction(again.value)?.means?.find((each) => each.id === means);
  const left = await leave(visit, found, now?.redirectUrl ?? null);
  if (left) return left;
  if (now && !now.invoice && now.trouble)
    return view(visit, person, again.value, null, { control: 'means', message: visit.t('interface.payment.means.trouble') });
  return redirect(visit, `/cases/${found.reference}/pay`);
}

async function leave(visit: Visit, { reference }: CaseView, target: string | null): Promise<Response | null> {
  if (!target || !URL.canParse(target) || !visit.site.config.paymentOrigins.includes(new URL(target).origin)) return null;
  await asPerson(visit, (scope, { acting }) => (acting ? visit.site.domain.noteLeavingToPay(scope, reference) : Promise.resolve()));
  return visit.http.redirect(target, 303);
}

/** Invoice or receipt as a file to keep. */
export const showPaper: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.site.domain.readPaymentPaper(scope, param(visit, 'payment'), param(visit, 'kind')));
  if (!found) return toSignIn(visit);
  return found.value ? sendKept(visit.http, visit.site.files?.store, found.value) : showNotFound(visit);
};

/** How long the machine has time to ask the provider before the person goes on to the case, where the answer appears by itself. */
const WAITS_MS = [100, 150, 250, 500];

/** Coming back from the provider is a hint only: the machine asks the provider itself. Once it knows that money came, it says so. */
export const showReturn: Show = async (visit) => {
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const { reference } = found.value;
  await visit.site.domain.noteReturnFromPayment(visit.site.context, visit.secret!, reference);
  for (const wait of WAITS_MS) {
    const fee = (await readCase(visit))?.value?.fee;
    if (fee?.payment) return redirect(visit, `/cases/${reference}/receipts/${fee.payment}`);
    if (fee?.state !== 'open') break;
    await pause(wait);
  }
  return redirect(visit, `/cases/${reference}`);
};

function payAction(view: CaseView): ActionView | null {
  return view.actions.find((action) => action.kind === 'pay') ?? null;
}

async function view(visit: Visit, person: Person, found: CaseView, again: Again | null, fault: Fault | null = null): Promise<Response> {
  const { t } = visit;
  const action = payAction(found);
  const amount = found.fee ? formatMoney(found.fee.total, visit) : '';
  const title = !action
    ? t('interface.payment.done')
    : action.redirectUrl || action.means
      ? t('interface.payment.title', { amount })
      : t('interface.payment.preparing');
  const main = html`${pageHead({
    margin: backLink({ href: link(visit, `/cases/${found.reference}`), text: t('interface.nav.backToCase') }),
    kicker: found.title,
    sentence: title,
    lead: t(
      !action
        ? 'interface.payment.doneText'
        : action.means
          ? 'interface.payment.means.chooseLead'
          : action.redirectUrl
            ? 'interface.payment.lead'
            : 'interface.payment.preparingText',
    ),
    children: html`${againNotice(visit, again)}${action?.means ? meansForm(visit, { person, reference: found.reference, action, means: action.means, fault }) : action ? payForm(visit, person, found, action, amount) : actions(button({ text: t('interface.confirmation.toCase'), href: link(visit, `/cases/${found.reference}`) }))}`,
  })}
${found.fee ? band({ id: 'what', title: t('interface.payment.what'), children: html`${feePairs(visit, found.fee, found.reference)}<p class="source">${t('interface.payment.interrupted')}</p>` }) : ''}`;
  return reply(
    visit,
    { title: `${title} ${found.reference}`, main, person, current: 'cases', authority: authorityOf(visit, found), faulty: fault !== null },
    fault ? 422 : 200,
  );
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
