import { setTimeout as pause } from 'node:timers/promises';
import { actions, backLink, button, pageHead } from '@einwohnerportal/ui';
import { sendKept } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, link, param, type Show, type Visit } from '../../visit.ts';

/** The machine writes it right after the submission; who presses at once waits that long. */
const WAITS_MS = [0, 200, 300, 500, 1000, 1000];

/** What the person sent, as a file to keep; for the sender alone. */
export const show: Show = async (visit) => {
  let found = await readSubmission(visit);
  for (const wait of WAITS_MS) {
    if (!found?.value || found.value.document) break;
    await pause(wait);
    found = await readSubmission(visit);
  }
  if (!found) return toSignIn(visit);
  if (!found.value) return showNotFound(visit);
  if (found.value.document) return sendKept(visit.http, visit.site.files?.store, found.value.document);
  const { t } = visit;
  const base = `/cases/${param(visit, 'reference')}`;
  const main = pageHead({
    margin: backLink({ href: link(visit, base), text: t('interface.nav.backToCase') }),
    sentence: t('interface.confirmation.pdfWaiting'),
    lead: t('interface.confirmation.pdfWaitingText'),
    children: actions(button({ text: t('interface.confirmation.pdfAgain'), href: link(visit, `${base}/submission`) })),
  });
  return reply(visit, { title: t('interface.confirmation.pdfWaiting'), main, person: found.person, current: 'cases' });
};

function readSubmission(visit: Visit) {
  return asPerson(visit, (scope) => visit.site.domain.readSubmission(scope, param(visit, 'reference')));
}
