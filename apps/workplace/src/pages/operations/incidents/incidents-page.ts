import { codeOf, type IncidentFilter, type IncidentList, type OperatedIncident, type SessionView } from '@einwohnerportal/cases';
import {
  actions,
  emptyState,
  form,
  goLink,
  html,
  notice,
  secondButton,
  workPage,
  worklist,
  type Html,
  type WorkRow,
} from '@einwohnerportal/ui';
import { againNotice, formatShortInstant, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { ageWords, codeName } from '../../../incident-words.ts';
import { operationsRail } from '../../../operators.ts';
import type { Visit } from '../../../visit.ts';
import { filterQuery } from './incident-filter.ts';

export interface IncidentsPageProps {
  session: SessionView;
  list: IncidentList;
  filter: IncidentFilter;
  now: string;
  again: Again | null;
  /** How many steps were told to try again just now. */
  retried: number | null;
}

/** Steps that stopped: one sentence, the oldest first, several at once can try again. */
export function incidentsPage(visit: Visit, props: IncidentsPageProps): Html {
  const { t } = visit;
  const { list, filter } = props;
  const narrowed = filterQuery(filter) !== '';
  const choices = (name: keyof IncidentFilter) => ({
    name,
    label: t(`interface.operations.by.${name}`),
    all: t('interface.operations.all'),
    value: filter[name],
    choices: list.choices[name].map((choice) => ({ ...choice, label: name === 'code' ? codeName(visit, choice.value) : choice.label })),
  });
  return workPage({
    title: t('interface.operations.incidents.title', { count: list.rows.length }),
    intro: narrowed
      ? html`${t('interface.operations.narrowed', { total: list.total })} <a href="${link(visit, '/operations')}">${t('interface.tasks.showAll')}</a>`
      : t('interface.operations.incidents.lead'),
    rail: operationsRail(visit, 'incidents', [choices('service'), choices('element'), choices('code')], list.total),
    children: html`${againNotice(visit, props.again)}${retriedNotice(visit, props.retried)}
${list.rows.length === 0 ? emptyState({ text: t(narrowed ? 'interface.operations.incidents.nothingFound' : 'interface.operations.incidents.empty') }) : table(visit, props)}`,
  });
}

function retriedNotice({ t }: Visit, retried: number | null): Html {
  if (retried === null) return html``;
  if (retried === 0)
    return notice({ title: t('interface.operations.retry.none'), text: t('interface.operations.retry.noneText'), kind: 'alert' });
  return notice({
    title: t('interface.operations.retry.ordered', { count: retried }),
    text: t('interface.operations.retry.orderedText'),
    kind: 'polite',
  });
}

function table(visit: Visit, props: IncidentsPageProps): Html {
  const { t } = visit;
  const { list, filter, session } = props;
  return form({
    action: link(visit, '/operations'),
    fields: { [TOKEN_FIELD]: session.csrf },
    label: t('interface.operations.area.incidents'),
    children: html`${worklist({
      label: t('interface.operations.area.incidents'),
      pick: t('interface.operations.pick'),
      due: { title: t('interface.operations.column.since') },
      task: { title: t('interface.operations.column.step') },
      columns: [
        { key: 'code', title: t('interface.operations.column.code') },
        { key: 'service', title: t('interface.tasks.column.service') },
        { key: 'reference', title: t('interface.tasks.column.reference') },
        { key: 'attempts', title: t('interface.operations.column.attempts'), short: t('interface.operations.column.attemptsShort') },
      ],
      groups: [{ title: t('interface.operations.incidents.group'), rows: list.rows.map((row) => incidentRow(visit, props, row)) }],
    })}
${actions(
  secondButton({ text: t('interface.operations.retry.picked') }),
  goLink({
    href: link(visit, `/operations/retry${filterQuery(filter)}`),
    text: t('interface.operations.retry.all', { count: list.rows.length }),
  }),
)}`,
  });
}

function incidentRow(visit: Visit, { now }: IncidentsPageProps, row: OperatedIncident): WorkRow {
  const name = row.name || visit.t('interface.operations.wholeCase');
  return {
    href: link(visit, `/operations/cases/${row.caseId}/${row.token}`),
    title: name,
    due: { date: formatShortInstant(row.since, visit), left: ageWords(visit, row.since, now) },
    pick: {
      name: 'incident',
      value: `${row.caseId}/${row.token}/${row.since}`,
      label: visit.t('interface.operations.pickOne', { name, reference: row.case.reference }),
    },
    cells: {
      code: codeName(visit, codeOf(row)),
      service: row.case.title,
      reference: html`<span class="nowrap" translate="no">${row.case.reference}</span>`,
      attempts: String(row.attempts),
    },
  };
}
