import type { CaseFile, CaseView } from '@einwohnerportal/cases';
import {
  answers,
  backLink,
  band,
  documentGroups,
  facts,
  goLink,
  html,
  incidentNotice,
  linkList,
  liveRegion,
  notice,
  pageHead,
  pairs,
  signpost,
  type Fact,
  type Html,
} from '@einwohnerportal/ui';
import { documentEntries, formatInstant, sourceWords } from '@einwohnerportal/web';
import { signsOf } from '../../action-signs.ts';
import { nearDay, nearInstant, timeLeft } from '../../dates.ts';
import { link, type Visit } from '../../visit.ts';
import { receiptEntries } from '../receipt/receipt-page.ts';
import { accessRoute } from './accesses.ts';
import { contactLines } from './contact.ts';
import { fileEntries, fileSigns } from './files.ts';
import { feePairs } from './fee.ts';
import { timelineRoute } from './timeline.ts';
import { fallbackNotice } from '../../fallback-notice.ts';

const REFRESH_SECONDS = 4;

export function casePage(visit: Visit, view: CaseView, files: readonly CaseFile[]): Html {
  const { t } = visit;
  const state = caseState(visit, view, files);
  return html`${view.closed ? state : liveRegion({ url: link(visit, `/cases/${view.reference}/fragment`), seconds: REFRESH_SECONDS, children: state })}
${band({
  id: 'answers-title',
  title: t('interface.case.answers'),
  layout: 'route',
  children: answers({
    missing: t('interface.check.notGiven'),
    answers: view.answers.map((row) => ({
      label: row.label,
      values: row.values,
      note: row.source && row.source.source !== 'declared' ? sourceWords(visit, row.source) : null,
    })),
  }),
})}
${band({
  id: 'accesses',
  title: t('interface.case.accesses'),
  layout: 'route',
  lead: t(view.accesses.length > 0 ? 'interface.case.accessesLead' : 'interface.case.noAccess'),
  children: accessRoute(visit, view),
})}
${band({ id: 'more', title: t('interface.case.more'), children: more(visit, view) })}
${band({ id: 'contact', title: t('interface.case.contact'), children: html`${contactLines(visit, view)}<p>${goLink({ href: link(visit, `/cases/${view.reference}/messages`), text: t('interface.talk.toMessages') })}</p>` })}`;
}

/** Status sentence, who has it, since when, until when, what to do; then the way, documents and fee. In this order. */
export function caseState(visit: Visit, view: CaseView, files: readonly CaseFile[]): Html {
  const { t } = visit;
  const fallback = view.textLanguage !== visit.lang;
  const mine = view.documents.filter((document) => document.from === 'you');
  const theirs = view.documents.filter((document) => document.from === 'authority');
  const signs = [
    ...signsOf(
      visit,
      view.actions.filter(({ kind }) => kind !== 'file'),
    ),
    ...fileSigns(visit, view, files),
  ];
  const way = band({ id: 'route', title: t('interface.case.route'), layout: 'route', children: timelineRoute(visit, view) });
  // What a closed case gave is what people come back for.
  const documents = band({
    id: 'documents',
    title: t('interface.case.documents'),
    children: documentGroups(
      { title: t('interface.case.fromAuthority'), documents: documentEntries(visit, theirs), empty: t('interface.case.noneFromAuthority') },
      {
        title: t('interface.case.fromYou'),
        documents: [...documentEntries(visit, mine), ...fileEntries(visit, files)],
        empty: t('interface.case.noneFromYou'),
      },
      { title: t('interface.receipt.list'), documents: receiptEntries(visit, view), empty: '' },
    ),
  });
  return html`${pageHead({
    margin: backLink({ href: link(visit, '/cases'), text: t('interface.nav.backToCases') }),
    kicker: view.title,
    sentence: view.sentence,
    announce: true,
    children: html`${fallbackNotice(visit, fallback, view.textLanguage)}${view.outcomeText ? html`<p class="lead">${view.outcomeText}</p>` : ''}
${
  view.closed
    ? ''
    : facts([
        { question: t('interface.case.who'), answer: view.steps.turn === 'you' ? t('interface.case.you') : view.who },
        { question: t('interface.case.since'), answer: nearInstant(view.since, visit) },
        untilFact(visit, view),
      ])
}
${view.trouble ? incidentNotice({ title: t('interface.case.trouble'), text: view.trouble }) : ''}
${view.late ? notice({ title: t('interface.case.late'), text: t('interface.case.lateText', { who: view.who }) }) : ''}`,
  })}
${view.closed ? '' : band({ id: 'turn', title: t('interface.case.actions'), children: signs.length > 0 ? signpost(signs) : html`<p class="lead">${t('interface.case.nothing')}</p><p class="quiet">${t('interface.confirmation.alert')}</p>` })}
${view.closed ? html`${documents}${way}` : html`${way}${documents}`}
${view.fee ? band({ id: 'fee', title: t('interface.case.fee'), children: feePairs(visit, view.fee, view.reference) }) : ''}`;
}

/** A day to keep where it is the person's turn, an expectation where it is not. */
function untilFact(visit: Visit, view: CaseView): Fact {
  const { t } = visit;
  const yours = view.steps.turn === 'you';
  return {
    question: t(yours ? 'interface.case.untilYou' : 'interface.case.until'),
    answer: view.until ? nearDay(view.until, visit) : t('interface.case.noDate'),
    note: yours ? (view.until ? timeLeft(view.until, visit, view.themeAuthority) : null) : t('interface.case.untilNote'),
  };
}

function more(visit: Visit, view: CaseView): Html {
  const { t } = visit;
  const laws = view.legal.filter((law) => law.url).map((law) => ({ href: law.url!, text: `${law.name} (${law.cite})` }));
  return html`${pairs(
    [
      { term: t('interface.case.reference'), values: [view.reference], verbatim: true },
      {
        term: t('interface.case.submitted'),
        values: [
          formatInstant(view.submittedAt, visit),
          ...(view.captured ? [t(`interface.counter.captured.${view.captured.channel}`, { office: view.captured.office })] : []),
          ...(view.representative
            ? [t(view.byLaw ? 'interface.representation.sentByLaw' : 'interface.representation.sentBy', { name: view.representative })]
            : []),
        ],
      },
      {
        term: t('interface.case.legal'),
        values: view.legal
          .filter((law) => !law.url)
          .map((law) => `${law.name} (${law.cite})${law.confirmed ? '' : `, ${t('interface.service.legalUnconfirmed')}`}`),
      },
      { term: t('interface.case.retention'), values: [view.retention] },
    ].filter((pair) => pair.values.length > 0),
  )}
${laws.length > 0 ? linkList(laws) : ''}
${view.canWithdraw ? html`<p>${goLink({ href: link(visit, `/cases/${view.reference}/withdraw`), text: t('interface.case.withdraw') })}</p>` : ''}
<p>${goLink({ href: link(visit, `/cases/${view.reference}`), text: t('interface.case.reload') })}</p>`;
}
