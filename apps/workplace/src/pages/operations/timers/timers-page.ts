import type { OperatedTimer } from '@einwohnerportal/cases';
import { emptyState, html, workPage, worklist, type Html, type WorkRow } from '@einwohnerportal/ui';
import { formatShortInstant, link } from '@einwohnerportal/web';
import { ageWords, aheadWords } from '../../../incident-words.ts';
import { operationsRail } from '../../../operators.ts';
import type { Visit } from '../../../visit.ts';

export interface TimersPageProps {
  timers: OperatedTimer[];
  service: string | null;
  now: string;
}

/** Timers, the next first. They only wait: many are legal periods, so nobody can bring one forward. */
export function timersPage(visit: Visit, { timers, service, now }: TimersPageProps): Html {
  const { t } = visit;
  const overdue = timers.filter((timer) => timer.overdue);
  const next = timers.filter((timer) => !timer.overdue);
  const services = [...Map.groupBy(timers, (timer) => timer.case.service)].map(([value, rows]) => ({
    value,
    label: rows[0]!.case.title,
    count: rows.length,
  }));
  return workPage({
    title: t('interface.operations.timers.title', { count: timers.length, overdue: overdue.length }),
    intro: t(overdue.length > 0 ? 'interface.operations.timers.overdueLead' : 'interface.operations.timers.lead'),
    rail: operationsRail(
      visit,
      'timers',
      [
        {
          name: 'service',
          label: t('interface.operations.by.service'),
          all: t('interface.operations.all'),
          value: service,
          choices: services,
        },
      ],
      timers.length,
    ),
    children:
      timers.length === 0
        ? emptyState({ text: t('interface.operations.timers.empty') })
        : worklist({
            label: t('interface.operations.area.timers'),
            due: { title: t('interface.operations.column.due') },
            task: { title: t('interface.operations.column.step') },
            columns: [
              { key: 'service', title: t('interface.tasks.column.service') },
              { key: 'reference', title: t('interface.tasks.column.reference') },
              { key: 'repeats', title: t('interface.operations.column.repeats'), short: t('interface.operations.column.repeatsShort') },
            ],
            groups: [
              ...(overdue.length > 0
                ? [{ title: t('interface.operations.timers.overdue'), rows: overdue.map((row) => timerRow(visit, row, now)) }]
                : []),
              ...(next.length > 0
                ? [{ title: t('interface.operations.timers.next'), rows: next.map((row) => timerRow(visit, row, now)) }]
                : []),
            ],
          }),
  });
}

function timerRow(visit: Visit, timer: OperatedTimer, now: string): WorkRow {
  return {
    href: link(visit, `/operations/cases/${timer.caseId}${timer.token > 0 ? `/${timer.token}` : ''}`),
    title: timer.name,
    due: {
      date: formatShortInstant(timer.dueAt, visit),
      left: timer.overdue ? ageWords(visit, timer.dueAt, now) : aheadWords(visit, timer.dueAt, now),
      late: timer.overdue,
    },
    cells: {
      service: timer.case.title,
      reference: html`<span class="nowrap" translate="no">${timer.case.reference}</span>`,
      repeats: visit.t(timer.repeats ? 'interface.operations.yes' : 'interface.operations.once'),
    },
  };
}
