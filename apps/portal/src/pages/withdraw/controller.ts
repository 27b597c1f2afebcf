import { setTimeout as pause } from 'node:timers/promises';
import { withdrawalReceipt, type CaseView } from '@einwohnerportal/cases';
import { actions, backLink, button, form, html, pageHead, secondButton, type Html } from '@einwohnerportal/ui';
import { againNotice, COMMAND_FIELD, commandId, TOKEN_FIELD } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, formToken, link, param, redirect, type Act, type Person, type Show, type Visit } from '../../visit.ts';
import { authorityOf, serviceOf } from '../case/controller.ts';

const WAITS_MS = [0, 100, 200, 400, 800];

/** Asks once more before a case is withdrawn: it cannot be undone. */
export const show: Show = async (visit, again) => {
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  const view = found.value;
  if (!view) return showNotFound(visit);
  if (!view.canWithdraw) return tooLate(visit, found.person, view);
  const { t } = visit;
  const main = pageHead({
    margin: backLink({ href: link(visit, `/cases/${view.reference}`), text: t('interface.nav.backToCase') }),
    kicker: view.title,
    sentence: t('interface.withdraw.title'),
    lead: t('interface.withdraw.text'),
    children: html`${againNotice(visit, again)}${view.fee && Number(view.fee.total) > 0 ? html`<p>${t('interface.withdraw.fee')}</p>` : ''}
${form({
  action: link(visit, `/cases/${view.reference}/withdraw`),
  fields: { [TOKEN_FIELD]: formToken(visit, found.person), [COMMAND_FIELD]: commandId(again?.posted ?? null) },
  children: actions(
    button({ text: t('interface.withdraw.button') }),
    secondButton({ text: t('interface.withdraw.keep'), href: link(visit, `/cases/${view.reference}`) }),
  ),
})}`,
  });
  return page(visit, found.person, view, t('interface.withdraw.title'), main);
};

export const act: Act = async (visit, body) => {
  const { domain, context } = visit.site;
  const reference = param(visit, 'reference');
  const outcome = await domain.withdrawCase(context, visit.secret!, reference, commandId(body));
  if (outcome === 'not-found') return showNotFound(visit);
  if (outcome === 'withdrawn') return withdrawn(visit, reference);
  const found = await readCase(visit);
  if (!found) return toSignIn(visit);
  return found.value ? tooLate(visit, found.person, found.value) : showNotFound(visit);
};

/** The machine closes the case right after it has taken the wish; whoever waits longer finds the receipt on the page of the case. */
async function withdrawn(visit: Visit, reference: string): Promise<Response> {
  const { domain } = visit.site;
  for (const wait of WAITS_MS) {
    await pause(wait);
    const found = await asPerson(visit, async (scope) => {
      const view = await domain.readCase(scope, reference, visit.lang);
      const id = view && withdrawalReceipt(view.caseId);
      return id && (await domain.readReceipt(scope, reference, id)) ? id : null;
    });
    if (!found) return toSignIn(visit);
    if (found.value) return redirect(visit, `/cases/${reference}/receipts/${found.value}`);
  }
  return redirect(visit, `/cases/${reference}`);
}

function tooLate(visit: Visit, person: Person, view: CaseView): Promise<Response> {
  const { t } = visit;
  const main = pageHead({
    kicker: view.title,
    sentence: view.outcome === 'withdrawn' ? t('interface.withdraw.done') : t('interface.withdraw.tooLate'),
    lead: view.outcome === 'withdrawn' ? null : t('interface.withdraw.tooLateText'),
    children: actions(button({ text: t('interface.confirmation.toCase'), href: link(visit, `/cases/${view.reference}`) })),
  });
  return page(visit, person, view, t('interface.withdraw.tooLate'), main);
}

function page(visit: Visit, person: Person, view: CaseView, title: string, main: Html): Promise<Response> {
  return reply(visit, {
    title: `${title} ${view.reference}`,
    main,
    person,
    current: 'cases',
    authority: authorityOf(visit, view),
    service: serviceOf(visit, view),
  });
}

function readCase(visit: Visit): Promise<{ person: Person; value: CaseView | null } | null> {
  return asPerson(visit, (scope) => visit.site.domain.readCase(scope, param(visit, 'reference'), visit.lang));
}
