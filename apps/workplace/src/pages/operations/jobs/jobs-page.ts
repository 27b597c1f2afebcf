import type { JobFilter, JobList, JobStanding, OperatedJob } from '@einwohnerportal/cases';
import { dataTable, emptyState, html, workPage, worklist, type Html, type WorkRow } from '@einwohnerportal/ui';
import { formatShortInstant, link } from '@einwohnerportal/web';
import { ageWords, aheadWords, codeName } from '../../../incident-words.ts';
import { operationsRail } from '../../../operators.ts';
import type { Visit } from '../../../visit.ts';

export const STANDINGS: readonly JobStanding[] = ['stuck', 'failed', 'running', 'due', 'waiting', 'suspended'];

export interface JobsPageProps {
  list: JobList;
  filter: JobFilter;
  now: string;
}

/** Work of the machine: by capability first, then each job with what it waits for. */
export function jobsPage(visit: Visit, { list, filter, now }: JobsPageProps): Html {
  const { t } = visit;
  const narrowed = Object.values(filter).some((value) => value !== null);
  const services = [...Map.groupBy(list.rows, (job) => job.case.service)].map(([value, jobs]) => ({
    value,
    label: jobs[0]!.case.title,
    count: jobs.length,
  }));
  const stuck = list.summary.reduce((sum, row) => sum + row.standing.stuck, 0);
  return workPage({
    title: t('interface.operations.jobs.title', { count: list.rows.length, stuck }),
    intro: narrowed
      ? html`${t('interface.operations.narrowed', { total: list.total })} <a href="${link(visit, '/operations/jobs')}">${t('interface.tasks.showAll')}</a>`
      : t('interface.operations.jobs.lead'),
    rail: operationsRail(
      visit,
      'jobs',
      [
        {
          name: 'standing',
          label: t('interface.operations.by.standing'),
          all: t('interface.operations.all'),
          value: filter.standing,
          choices: STANDINGS.filter((value) => list.summary.some((row) => row.standing[value] > 0)).map((value) => ({
            value,
            label: t(`interface.operations.standing.${value}.name`),
            count: list.summary.reduce((sum, row) => sum + row.standing[value], 0),
          })),
        },
        {
          name: 'capability',
          label: t('interface.operations.by.capability'),
          all: t('interface.operations.all'),
          value: filter.capability,
          choices: list.summary.map((row) => ({ value: row.capability, label: row.name })),
        },
        {
          name: 'service',
          label: t('interface.operations.by.service'),
          all: t('interface.operations.all'),
          value: filter.service,
          choices: services,
        },
      ],
      list.total,
    ),
    children:
      list.rows.length === 0
        ? emptyState({ text: t(narrowed ? 'interface.operations.jobs.nothingFound' : 'interface.operations.jobs.empty') })
        : html`<div class="stack">${summary(visit, list, now)}${table(visit, list.rows, now)}</div>`,
  });
}

function summary(visit: Visit, list: JobList, now: string): Html {
  const { t } = visit;
  return dataTable({
    caption: t('interface.operations.jobs.byCapability'),
    columns: [
      { title: t('interface.operations.column.capability') },
      ...STANDINGS.map((standing) => ({ title: t(`interface.operations.standing.${standing}.name`), number: true })),
      { title: t('interface.operations.column.oldest') },
    ],
    rows: list.summary.map((row) => [
      html`${row.name} <small class="quiet nowrap" translate="no">${row.capability}</small>`,
      ...STANDINGS.map((standing) => String(row.standing[standing])),
      ageWords(visit, row.oldest, now),
    ]),
  });
}

function table(visit: Visit, jobs: OperatedJob[], now: string): Html {
  const { t } = visit;
  const groups = Map.groupBy(jobs, (job) => job.standing);
  return worklist({
    label: t('interface.operations.area.jobs'),
    due: { title: t('interface.operations.column.due') },
    task: { title: t('interface.operations.column.step') },
    columns: [
      { key: 'service', title: t('interface.tasks.column.service') },
      { key: 'reference', title: t('interface.tasks.column.reference') },
      { key: 'attempts', title: t('interface.operations.column.attempts'), short: t('interface.operations.column.attemptsShort') },
      { key: 'holder', title: t('interface.operations.column.holder'), short: t('interface.operations.column.holderShort') },
    ],
    groups: STANDINGS.flatMap((standing) => {
      const rows = groups.get(standing);
      return rows ? [{ title: t(`interface.operations.standing.${standing}.name`), rows: rows.map((job) => jobRow(visit, job, now)) }] : [];
    }),
  });
}

function jobRow(visit: Visit, job: OperatedJob, now: string): WorkRow {
  const { t } = visit;
  const ahead = job.standing === 'suspended' ? job.waitUntil : job.standing === 'running' ? job.leaseUntil : job.dueAt;
  const passed = job.standing === 'stuck' || job.standing === 'due' || job.standing === 'failed';
  return {
    href: link(visit, `/operations/cases/${job.caseId}/${job.token}`),
    title: job.name,
    due: {
      date: ahead ? formatShortInstant(ahead, visit) : t('interface.operations.noTime'),
      left: !ahead ? '' : passed ? ageWords(visit, ahead, now) : aheadWords(visit, ahead, now),
      late: job.standing === 'stuck',
    },
    cells: {
      service: job.case.title,
      reference: html`<span class="nowrap" translate="no">${job.case.reference}</span>`,
      attempts: job.attempts === 0 || !job.lastCode ? String(job.attempts) : `${job.attempts}, ${codeName(visit, job.lastCode)}`,
      holder: job.holder ? html`<span translate="no">${job.holder}</span>` : t('interface.operations.nobody'),
    },
  };
}
