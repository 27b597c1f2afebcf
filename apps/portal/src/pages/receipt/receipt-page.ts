import { formatLocale, type CaseView, type Receipt } from '@einwohnerportal/cases';
import { band, confirmation, goLink, html, pairs, secondButton, type DocumentEntry, type Html } from '@einwohnerportal/ui';
import { formatInstant, sizeText } from '@einwohnerportal/web';
import { link, param, type Visit } from '../../visit.ts';
import { contactLines } from '../case/contact.ts';

export const receiptTitle = (visit: Visit, { kind, files }: Receipt): string =>
  visit.t(`interface.receipt.title.${kind}`, { count: files.length });

/** What happened and when, with the number to name when asking; what came is listed with its checksum. */
export function receiptPage(visit: Visit, view: CaseView, receipt: Receipt): Html {
  const { t } = visit;
  const { kind, files } = receipt;
  return html`${confirmation({
    sentence: receiptTitle(visit, receipt),
    lead: t(`interface.receipt.lead.${kind}`, { office: view.office.name }),
    facts: [
      { question: t('interface.confirmation.reference'), answer: view.reference, verbatim: true, note: view.title },
      { question: t(`interface.receipt.at.${kind}`), answer: formatInstant(receipt.at, visit), note: zoneName(visit, receipt.at) },
      { question: t('interface.receipt.to'), answer: view.office.authority, note: view.office.name },
    ],
    actions: [
      secondButton({ icon: 'arrow', text: t('interface.confirmation.toCase'), href: link(visit, `/cases/${view.reference}`) }),
      goLink({
        href: link(visit, `/cases/${view.reference}/receipts/${param(visit, 'receipt')}/file`),
        text: t('interface.receipt.pdf'),
      }),
    ],
  })}
${
  files.length > 0
    ? band({
        id: 'files',
        title: t('interface.receipt.files'),
        children: pairs(
          files.map(({ filename, size, hash }) => ({
            term: html`<span translate="no">${filename}</span>`,
            values: [sizeText(size), t('interface.receipt.checksum', { hash })],
            verbatim: true,
          })),
        ),
      })
    : ''
}
${band({
  id: 'contact',
  title: t('interface.confirmation.contact'),
  children: html`${contactLines(visit, view)}<p class="source">${t('interface.confirmation.bookmark')}</p>`,
})}`;
}

/** Everything that was confirmed in a case, as files to keep: first what was sent at the start. */
export function receiptEntries(visit: Visit, view: CaseView): DocumentEntry[] {
  const { t } = visit;
  const base = `/cases/${view.reference}`;
  return [
    { title: t('interface.confirmation.pdf'), href: link(visit, `${base}/submission`), note: formatInstant(view.submittedAt, visit) },
    ...view.receipts.map(({ id, kind, at }): DocumentEntry => ({
      title: t(`interface.receipt.entry.${kind}`),
      href: link(visit, `${base}/receipts/${id}`),
      note: formatInstant(at, visit),
    })),
  ];
}

/** The zone in which the time is told, as an hour comes twice in a night of autumn: «Mitteleuropäische Normalzeit». */
function zoneName({ lang, site }: Visit, instant: string): string {
  const timeZone = site.context.catalogue.authorities.canton.zone;
  const parts = new Intl.DateTimeFormat(formatLocale(lang), { timeZone, timeZoneName: 'long', hour: 'numeric' }).formatToParts(
    new Date(instant),
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
