import { setTimeout as pause } from 'node:timers/promises';
import type { CaseView, Receipt } from '@einwohnerportal/cases';
import { actions, backLink, button, pageHead } from '@einwohnerportal/ui';
import { sendKept } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, link, param, type Person, type Show, type Visit } from '../../visit.ts';
import { authorityOf, serviceOf } from '../case/controller.ts';
import { receiptPage, receiptTitle } from './receipt-page.ts';

/** The machine writes it right after what it confirms; who presses at once waits that long. */
const WAITS_MS = [0, 200, 300, 500, 1000, 1000];

/** What was withdrawn, sent or paid, and when; an ordinary page that survives a bookmark. */
export const show: Show = async (visit) => {
  const found = await open(visit);
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const { view, receipt } = found.value;
  return reply(visit, {
    title: `${receiptTitle(visit, receipt)} ${view.reference}`,
    main: receiptPage(visit, view, receipt),
    person: found.person,
    current: 'cases',
    authority: authorityOf(visit, view),
    service: serviceOf(visit, view),
  });
};

/** The same as a file to keep. */
export const showFile: Show = async (visit) => {
  let found = await open(visit);
  for (const wait of WAITS_MS) {
    if (!found?.value || found.value.receipt.document) break;
    await pause(wait);
    found = await open(visit);
  }
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  const { view, receipt } = found.value;
  if (receipt.document) return sendKept(visit.http, visit.site.files?.store, receipt.document);
  const { t } = visit;
  const base = `/cases/${view.reference}/receipts/${param(visit, 'receipt')}`;
  const main = pageHead({
    margin: backLink({ href: link(visit, `/cases/${view.reference}`), text: t('interface.nav.backToCase') }),
    sentence: t('interface.confirmation.pdfWaiting'),
    lead: t('interface.confirmation.pdfWaitingText'),
    children: actions(button({ text: t('interface.confirmation.pdfAgain'), href: link(visit, `${base}/file`) })),
  });
  return reply(visit, { title: t('interface.confirmation.pdfWaiting'), main, person: found.person, current: 'cases' });
};

function open(visit: Visit): Promise<{ person: Person; value: { view: CaseView; receipt: Receipt } | null } | null> {
  const { domain } = visit.site;
  return asPerson(visit, async (scope) => {
    const reference = param(visit, 'reference');
    const receipt = await domain.readReceipt(scope, reference, param(visit, 'receipt'));
    const view = receipt && (await domain.readCase(scope, reference, visit.lang));
    return receipt && view ? { view, receipt } : null;
  });
}
