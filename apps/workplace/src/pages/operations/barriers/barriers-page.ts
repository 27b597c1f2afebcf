import type { ReportedBarrier, SessionView } from '@einwohnerportal/cases';
import { button, emptyState, errorSummary, form, html, pairs, textarea, workPage, type Html } from '@einwohnerportal/ui';
import { againNotice, type Again, formatInstant, LANGUAGE_NAMES, link, TOKEN_FIELD } from '@einwohnerportal/web';
import { operationsRail } from '../../../operators.ts';
import type { Visit } from '../../../visit.ts';

export interface BarriersPageProps {
  reports: ReportedBarrier[];
  session: SessionView;
  again: Again | null;
  /** Id of the report whose note is missing. */
  faulty: string | null;
}

export function barriersPage(visit: Visit, { reports, session, again, faulty }: BarriersPageProps): Html {
  const { t } = visit;
  const waiting = reports.filter((report) => report.answeredAt === null).length;
  const missing = t('interface.operations.barriers.missing');
  return html`${faulty ? html`<div class="wrap">${errorSummary({ title: missing, errors: [{ control: controlOf(faulty), message: missing }] })}</div>` : ''}${workPage(
    {
      title: t('interface.operations.barriers.title', { count: waiting }),
      intro: t(reports.length > 0 ? 'interface.operations.barriers.lead' : 'interface.operations.barriers.empty'),
      rail: operationsRail(visit, 'barriers', [], reports.length),
      children: html`${againNotice(visit, again)}${
        reports.length === 0
          ? emptyState({ text: t('interface.operations.barriers.empty') })
          : html`<ol class="rows">${reports.map((report) => html`<li>${reportBox(visit, report, session.csrf, report.id === faulty ? missing : null, again)}</li>`)}</ol>`
      }`,
    },
  )}`;
}

function controlOf(id: string): string {
  return `answer-${id}`;
}

function reportBox(visit: Visit, report: ReportedBarrier, token: string, error: string | null, again: Again | null): Html {
  const { t } = visit;
  const words = (key: 'page' | 'aid' | 'languageOf' | 'contact' | 'noContact' | 'answer' | 'answerHint' | 'button'): string =>
    t(`interface.operations.barriers.${key}`);
  const language = LANGUAGE_NAMES[report.language as keyof typeof LANGUAGE_NAMES] ?? report.language;
  const typed = again?.posted.get('report') === report.id ? (again.posted.get('answer') ?? '') : '';
  return html`<div class="stack"><h2>${formatInstant(report.at, visit)}</h2>
<p class="verbatim" translate="no">${report.words}</p>
${pairs(
  [
    { term: words('page'), values: [report.page], verbatim: true },
    { term: words('aid'), values: [report.aid ?? ''], verbatim: true },
    { term: words('languageOf'), values: [language] },
    { term: words('contact'), values: [report.contact ?? words('noContact')], verbatim: report.contact !== null },
  ].filter((pair) => pair.values[0] !== ''),
)}
${
  report.answeredAt
    ? html`<p>${report.answer}</p><p class="source">${t('interface.operations.barriers.answered', { at: formatInstant(report.answeredAt, visit) })}</p>`
    : form({
        label: `${formatInstant(report.at, visit)}: ${report.words.slice(0, 60)}`,
        action: link(visit, '/operations/barriers'),
        fields: { [TOKEN_FIELD]: token, report: report.id },
        children: html`${textarea({ id: controlOf(report.id), name: 'answer', rows: 2, label: words('answer'), hint: words('answerHint'), value: typed, error, errorWord: t('interface.operations.error') })}
<p>${button({ text: words('button') })}</p>`,
      })
}</div>`;
}
