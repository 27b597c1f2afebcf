import type { CatalogueProblem, Organisation, OrganisationChange, SessionView } from '@einwohnerportal/cases';
import { bullets, button, form, html, linkButton, notice, secondButton, textInput, workPage, type Html } from '@einwohnerportal/ui';
import { againNotice, formatDay, formatDayOf, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { organisationRail, place } from '../../../organisers.ts';
import type { Visit } from '../../../visit.ts';
import { changeLines, changeTitle } from '../words.ts';

export const SAID = ['proposed', 'released', 'refused', 'withdrawn', 'same-person', 'gone'] as const;

export interface ChangesPageProps {
  session: SessionView;
  organisation: Organisation;
  changes: OrganisationChange[];
  again: Again | null;
  faults: CatalogueProblem[];
  said: (typeof SAID)[number] | null;
}

/** What waits for a second person, then the history: who, when, what before and after. */
export function changesPage(visit: Visit, props: ChangesPageProps): Html {
  const { t } = visit;
  const { organisation, changes, faults, said } = props;
  const waiting = changes.filter(({ state }) => state === 'proposed');
  const decided = changes.filter(({ state }) => state !== 'proposed');
  return workPage({
    title: t('interface.organisation.waiting', { count: waiting.length }),
    intro: t('interface.organisation.waitingLead'),
    rail: organisationRail(visit, organisation, 'changes'),
    children: html`<div class="stack">${againNotice(visit, props.again)}${said ? notice({ title: t(`interface.organisation.said.${said}`), kind: 'polite' }) : ''}${faults.length > 0 ? html`${notice({ title: t('interface.organisation.refused'), kind: 'alert' })}${bullets(faults.map(({ file, place: where, message }) => html`<span translate="no" lang="en">${file}${where ? `:${where}` : ''} – ${message}</span>`))}` : ''}
${waiting.map((change) => proposal(visit, props, change))}
${decided.length > 0 ? history(visit, organisation, decided) : ''}</div>`,
  });
}

function proposal(visit: Visit, { session, organisation }: ChangesPageProps, change: OrganisationChange): Html {
  const { t } = visit;
  const title = changeTitle(visit, organisation, change);
  const action = place(visit, organisation, '/organisation/changes');
  const fields = { [TOKEN_FIELD]: session.csrf, change: change.id };
  const context = `: ${title}`;
  const ways = change.preparedBy.me
    ? html`<p>${t('interface.organisation.yours')}</p>${form({ action, label: `${t('interface.organisation.withdraw')}${context}`, fields: { ...fields, then: 'withdraw' }, children: linkButton({ text: t('interface.organisation.withdraw'), context }) })}`
    : html`${form({ action, label: `${t('interface.organisation.release')}${context}`, fields: { ...fields, then: 'release' }, children: button({ text: t('interface.organisation.release'), context }) })}
${form({
  action,
  label: `${t('interface.organisation.refuse')}${context}`,
  fields: { ...fields, then: 'refuse' },
  children: html`${textInput({ id: `refusal-${change.id}`, name: 'refusal', label: t('interface.organisation.refusal'), maxLength: 1000, autocomplete: 'off' })}<p>${secondButton({ text: t('interface.organisation.refuse'), context })}</p>`,
})}`;
  return html`<section class="stack"><h2>${title}</h2>
<p>${t('interface.organisation.proposedBy', { name: change.preparedBy.name, on: formatDayOf(change.createdAt, visit), from: formatDay(change.inForceFrom, visit) })}</p>
${bullets(changeLines(visit, change))}${change.reason ? html`<p>${t('interface.organisation.reason')}: <span translate="no">${change.reason}</span></p>` : ''}${ways}</section>`;
}

/** A list, not a table: what changed is long, and nothing of it must be scrolled sideways. */
function history(visit: Visit, organisation: Organisation, changes: OrganisationChange[]): Html {
  const { t } = visit;
  const item = (change: OrganisationChange): Html => {
    const second = change.decidedBy && change.twoPeople ? html`, <span translate="no">${change.decidedBy.name}</span>` : '';
    const refusal = change.refusal ? html`: <span translate="no">${change.refusal}</span>` : '';
    const state = t.word('interface.organisation.state', change.state) ?? change.state;
    return html`<li><h3>${changeTitle(visit, organisation, change)}</h3>${bullets(changeLines(visit, change))}<p>${t('interface.organisation.column.from')}: ${formatDay(change.inForceFrom, visit)}<br>${t('interface.organisation.column.who')}: <span translate="no">${change.preparedBy.name}</span>${second}<br>${t('interface.organisation.column.state')}: ${state}, ${formatDayOf(change.decidedAt ?? change.createdAt, visit)}${refusal}</p></li>`;
  };
  return html`<h2>${t('interface.organisation.history')}</h2><ul class="plain-list stack">${changes.map(item)}</ul>`;
}
