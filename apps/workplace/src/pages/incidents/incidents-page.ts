import type { IncidentRow, SessionView } from '@einwohnerportal/cases';
import { emptyState, form, html, notice, secondButton, workPage, type Html } from '@einwohnerportal/ui';
import { againNotice, formatInstant, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

export interface IncidentsPageProps {
  session: SessionView;
  rows: IncidentRow[];
  again: Again | null;
  retried: boolean;
}

/** Steps that do not go on by themselves, and business applications that do not answer. */
export function incidentsPage(visit: Visit, props: IncidentsPageProps): Html {
  const { t } = visit;
  return workPage({
    title: t('interface.incidents.title', { count: props.rows.length }),
    intro: t('interface.incidents.lead'),
    children: html`${againNotice(visit, props.again)}${props.retried ? notice({ title: t('interface.incidents.retried'), text: t('interface.incidents.retriedText'), kind: 'polite' }) : ''}
${props.rows.length === 0 ? emptyState({ text: t('interface.incidents.empty') }) : html`<ul class="rows">${props.rows.map((row) => incident(visit, props.session, row))}</ul>`}`,
  });
}

function incident(visit: Visit, session: SessionView, row: IncidentRow): Html {
  const { t } = visit;
  const retry = form({
    action: link(visit, '/incidents'),
    fields: { [TOKEN_FIELD]: session.csrf, incident: `${row.caseId}/${row.token}` },
    children: secondButton({
      text: t('interface.incidents.retry'),
      context: html`: ${row.title}, <span translate="no">${row.reference}</span>`,
    }),
  });
  return html`<li><div><h2>${row.title}</h2>
<p>${t(`interface.incidents.kind.${row.kind}`)} ${t.word('interface.incidents.code', row.code) ?? t('interface.incidents.code.other', { code: row.code })}</p>
<p class="small quiet">${row.service}, <span translate="no">${row.reference}</span>. ${row.office}. ${t('interface.incidents.since', { at: formatInstant(row.since, visit) })}${row.nextTry ? html` ${t('interface.incidents.nextTry', { at: formatInstant(row.nextTry, visit) })}` : ''}</p></div>
${row.kind === 'stuck' ? html`<div>${retry}</div>` : ''}</li>`;
}
