import type { CaseView } from '@einwohnerportal/cases';
import { band, confirmation, documents, secondButton, html, signpost, type Html } from '@einwohnerportal/ui';
import { documentEntries, formatDay, formatInstant } from '@einwohnerportal/web';
import { signsOf } from '../../action-signs.ts';
import { link, type Visit } from '../../visit.ts';
import { contactLines } from '../case/contact.ts';

export function confirmationPage(visit: Visit, view: CaseView, title: string): Html {
  const { t } = visit;
  const ahead = view.timeline.filter((entry) => entry.state !== 'past');
  const steps = ahead.map((entry) => html`<strong>${entry.title}</strong>${entry.who ? html` ${entry.who}.` : ''} ${entry.expectedOn ? t('interface.case.expectedOn', { date: formatDay(entry.expectedOn, visit) }) : (entry.noDateReason ?? '')}`);
  return html`${confirmation({
    sentence: title,
    lead: view.sentence,
    facts: [
      { question: t('interface.confirmation.reference'), answer: view.reference, verbatim: true, note: view.title },
      { question: t('interface.case.submitted'), answer: formatInstant(view.submittedAt, visit) },
      { question: t('interface.case.until'), answer: view.until ? formatDay(view.until, visit) : t('interface.case.noDate'), note: view.who },
    ],
    actions: [secondButton({ icon: 'arrow', text: t('interface.confirmation.toCase'), href: link(visit, `/cases/${view.reference}`) })],
    next: steps.length > 0 ? { title: t('interface.confirmation.next'), steps } : null,
  })}
${view.actions.length > 0 ? band({ id: 'turn', title: t('interface.action.yourTurn'), children: signpost(signsOf(visit, view.actions)) }) : ''}
${view.documents.length > 0 ? band({ id: 'documents', title: t('interface.confirmation.documents'), children: documents(documentEntries(visit, view.documents)) }) : ''}
${band({ id: 'alerts', title: t('interface.help.mailTitle'), children: html`<p>${t('interface.confirmation.alert')}</p>` })}
${band({ id: 'contact', title: t('interface.confirmation.contact'), children: html`${contactLines(visit, view)}<p class="source">${t('interface.confirmation.bookmark')}</p>` })}`;
}
