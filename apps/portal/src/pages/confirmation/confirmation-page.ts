import type { CaseView, TimelineEntry } from '@einwohnerportal/cases';
import { band, confirmation, documents, goLink, html, secondButton, signpost, type Html } from '@einwohnerportal/ui';
import { documentEntries, formatDay, formatInstant } from '@einwohnerportal/web';
import { signsOf } from '../../action-signs.ts';
import { link, type Visit } from '../../visit.ts';
import { contactLines } from '../case/contact.ts';

/** Reference, what happens next and when, whom to ask; first of all what the person must do, e.g. pay. */
export function confirmationPage(visit: Visit, view: CaseView, title: string): Html {
  const { t } = visit;
  const steps = view.timeline
    .filter((entry) => entry.state !== 'past')
    .map((entry) => html`<strong>${entry.title}</strong><br>${whoAndWhen(visit, entry)}`);
  const yours = view.steps.turn === 'you';
  return html`${confirmation({
    sentence: title,
    lead: html`<span data-announce>${view.sentence}</span>`,
    facts: [
      { question: t('interface.confirmation.reference'), answer: view.reference, verbatim: true, note: view.title },
      { question: t('interface.case.submitted'), answer: formatInstant(view.submittedAt, visit) },
      {
        question: t(yours ? 'interface.case.untilYou' : 'interface.case.until'),
        answer: view.until ? formatDay(view.until, visit) : t('interface.case.noDate'),
        note: yours ? null : view.who,
      },
    ],
    actions: [
      secondButton({ icon: 'arrow', text: t('interface.confirmation.toCase'), href: link(visit, `/cases/${view.reference}`) }),
      goLink({ href: link(visit, `/cases/${view.reference}/submission`), text: t('interface.confirmation.pdf') }),
    ],
    turn: view.actions.length > 0 ? signpost(signsOf(visit, view.actions)) : null,
    next: steps.length > 0 ? { title: t('interface.confirmation.next'), steps } : null,
  })}
${view.documents.length > 0 ? band({ id: 'documents', title: t('interface.confirmation.documents'), children: documents(documentEntries(visit, view.documents)) }) : ''}
${band({ id: 'alerts', title: t('interface.help.mailTitle'), children: html`<p>${t('interface.confirmation.alert')}</p>` })}
${band({
  id: 'contact',
  title: t('interface.confirmation.contact'),
  children: html`${contactLines(visit, view)}<p class="source">${t('interface.confirmation.bookmark')}</p>
<p>${goLink({ href: link(visit, `/services/${view.service}/feedback`), text: t('interface.confirmation.feedback') })}</p>`,
})}`;
}

/** «Einwohnerdienste Kriens, voraussichtlich am …»; where no day is known, the reason is a sentence of its own. */
function whoAndWhen(visit: Visit, entry: TimelineEntry): string {
  const { t } = visit;
  if (!entry.expectedOn) return [entry.who, entry.noDateReason].filter(Boolean).join('. ');
  const date = formatDay(entry.expectedOn, visit);
  return [entry.who, t(entry.turn === 'you' ? 'interface.action.until' : 'interface.case.expectedOn', { date })].filter(Boolean).join(', ');
}
