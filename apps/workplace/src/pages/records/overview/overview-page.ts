import type { RecordsOverview, SessionView, TransferView } from '@einwohnerportal/cases';
import {
  actions,
  dataTable,
  emptyState,
  form,
  goLink,
  html,
  secondButton,
  textInput,
  workPage,
  type Content,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatDay, formatDayOf, link, TOKEN_FIELD, type Again, type Below } from '@einwohnerportal/web';
import type { WorkplaceTexts } from '../../../text-keys.ts';
import type { Visit } from '../../../visit.ts';

interface Entered {
  again: Again | null;
  /** An answer to a package without words: what was entered for which. */
  faulty: { transfer: string; words: string } | null;
}

/** To decide first, then what is over, packages, and what was destroyed. */
export function recordsPage(visit: Visit, session: SessionView, records: RecordsOverview, entered: Entered): Html {
  const { t } = visit;
  const { again, faulty } = entered;
  const sections = [
    waiting(visit, records),
    requests(visit, records),
    due(visit, records),
    transfers(visit, session, records.transfers, faulty),
    destroyed(visit, records),
  ].filter((section): section is Html => section !== null);
  return workPage({
    title: t('interface.records.title'),
    intro: t('interface.records.lead'),
    children: html`${againNotice(visit, again)}${sections.length === 0 ? emptyState({ text: t('interface.records.none') }) : sections}`,
  });
}

function table(visit: Visit, title: string, columns: Below<WorkplaceTexts, 'interface.records.column'>[], rows: Content[][]): Html | null {
  if (rows.length === 0) return null;
  const { t } = visit;
  return dataTable({ caption: title, columns: columns.map((column) => ({ title: t(`interface.records.column.${column}`) })), rows });
}

const toFile = (visit: Visit, caseId: string, reference: string): Html =>
  html`<a class="nowrap" href="${link(visit, `/records/${caseId}`)}" translate="no">${reference}</a>`;

function waiting(visit: Visit, { acts }: RecordsOverview): Html | null {
  const rows = acts.map((each) => [
    toFile(visit, each.caseId, each.reference),
    visit.t(`interface.records.kind.${each.kind}`),
    html`<span translate="no">${each.proposedBy.name}</span>`,
    formatDayOf(each.proposedAt, visit),
  ]);
  return table(visit, visit.t('interface.records.waiting'), ['reference', 'what', 'who', 'since'], rows);
}

function requests(visit: Visit, records: RecordsOverview): Html | null {
  const rows = records.requests.map((each) => [
    toFile(visit, each.caseId, each.reference),
    each.title,
    formatDayOf(each.askedAt, visit),
    formatDay(each.deleteAfter, visit),
  ]);
  return table(visit, visit.t('interface.records.requests'), ['reference', 'title', 'since', 'until'], rows);
}

function due(visit: Visit, records: RecordsOverview): Html | null {
  const rows = records.due.map((each) => [
    toFile(visit, each.caseId, each.reference),
    formatDay(each.deleteAfter, visit),
    visit.t(`interface.records.appraisal.${each.appraisal}`),
    visit.t(`interface.records.state.${each.state}`),
  ]);
  return table(visit, visit.t('interface.records.due'), ['reference', 'until', 'what', 'state'], rows);
}

function transfers(visit: Visit, session: SessionView, list: TransferView[], faulty: Entered['faulty']): Html | null {
  const { t } = visit;
  const rows = list.map((each) => [
    html`<span class="nowrap" translate="no">${each.id.slice(0, 13)}</span>`,
    formatDay(each.day, visit),
    String(each.cases),
    html`${t(`interface.records.${each.capability === 'archive.transfer' ? 'transferState' : 'filingState'}.${each.byPeople ? 'carry' : each.state}`)}${each.trouble ? html` ${t('interface.records.trouble', { code: each.trouble })}` : ''}${each.faults
      .slice(0, 5)
      .map((fault) => html`<br><span translate="no">${fault.kind}${fault.text ? `: ${fault.text}` : ''}</span>`)}${
      each.byPeople ? carried(visit, session, each, faulty?.transfer === each.id ? faulty : null) : ''
    }${
      each.state === 'refused' && !each.offeredAgain
        ? form({
            action: link(visit, '/records'),
            fields: { [TOKEN_FIELD]: session.csrf, transfer: each.id },
            children: secondButton({ text: t('interface.records.again'), context: each.id.slice(0, 13) }),
          })
        : ''
    }`,
    html`<span translate="no">${each.receipt ?? ''}</span>`,
  ]);
  return table(visit, t('interface.records.transfers'), ['number', 'since', 'cases', 'state', 'receipt'], rows);
}

/** No application is connected: people take the package there, and write down what was answered. */
function carried(visit: Visit, session: SessionView, { id }: TransferView, faulty: Entered['faulty']): Html {
  const { t } = visit;
  const context = id.slice(0, 13);
  return html`<p>${goLink({ href: link(visit, `/records/packages/${id}`), text: t('interface.records.package') })}</p>${form({
    action: link(visit, '/records'),
    fields: { [TOKEN_FIELD]: session.csrf, transfer: id },
    children: html`${textInput({
      id: `words-${id}`,
      name: 'words',
      label: t('interface.records.answer'),
      hint: t('interface.records.answerHint'),
      value: faulty?.words ?? '',
      maxLength: 2000,
      error: faulty ? t('interface.records.answerMissing') : null,
      errorWord: t('interface.operations.error'),
    })}${actions(
      secondButton({ text: t('interface.records.answerAccepted'), name: 'then', value: 'accepted', context }),
      secondButton({ text: t('interface.records.answerRefused'), name: 'then', value: 'refused', context }),
    )}`,
  })}`;
}

function destroyed(visit: Visit, records: RecordsOverview): Html | null {
  const { t } = visit;
  const rows = records.destroyed.map((each) => [
    html`<span class="nowrap" translate="no">${each.reference}</span>`,
    formatDayOf(each.at, visit),
    t(`interface.records.basis.${each.basis}`),
    t(each.fits ? 'interface.records.fits' : 'interface.records.broken'),
  ]);
  const list = table(visit, t('interface.records.destroyed'), ['reference', 'since', 'what', 'state'], rows);
  return list && html`${list}<p>${goLink({ href: link(visit, '/records/proof'), text: t('interface.records.proof') })}</p>`;
}
