import type { TaskRow } from '@einwohnerportal/cases';
import {
  emptyState,
  html,
  notice,
  secondButton,
  select,
  workPage,
  worklist,
  workViews,
  type Html,
  type WorkGroup,
  type WorkRow,
} from '@einwohnerportal/ui';
import { formatShortDay, link } from '@einwohnerportal/web';
import { localDay } from '@einwohnerportal/cases';
import { daysBetween, deadlineWords } from '../../deadline.ts';
import type { Visit } from '../../visit.ts';
import { filterPath, inOrder, inView, ORDERS, VIEWS, type TaskFilter } from './task-filter.ts';

/** From this priority on a task is marked; the usual one is 50. */
const HIGH_PRIORITY = 75;

export interface TasksPageProps {
  filter: TaskFilter;
  /** Rows that match text and office, of all views. */
  rows: TaskRow[];
  /** Number of tasks of the person's offices, whatever is searched. */
  total: number;
  incidents: number;
  /** Own offices to choose from; with one there is nothing to choose. */
  offices: { value: string; label: string }[];
  today: string;
  /** A task was just completed. */
  done: boolean;
}

/** The work list: one sentence, views in the margin, the earliest deadline first. */
export function tasksPage(visit: Visit, props: TasksPageProps): Html {
  const { t } = visit;
  const { filter, today } = props;
  const shown = inOrder(inView(props.rows, filter.view), filter.order, visit.lang);
  const late = shown.filter((row) => row.late).length;
  const dueToday = shown.filter((row) => row.due === today).length;
  return workPage({
    title: t(`interface.tasks.title.${filter.view}`, { count: shown.length, late, today: dueToday }),
    intro:
      filter.text || filter.office
        ? html`${searchWords(visit, filter)} <a href="${link(visit, filterPath(filter, { text: '', office: null }))}">${t('interface.tasks.showAll')}</a>`
        : null,
    rail: workViews({
      label: t('interface.tasks.views'),
      views: [
        ...VIEWS.map((view) => ({
          href: link(visit, filterPath(filter, { view })),
          text: t(`interface.tasks.view.${view}`),
          count: inView(props.rows, view).length,
          current: view === filter.view,
        })),
        { href: link(visit, '/incidents'), text: t('interface.nav.incidents'), count: props.incidents },
      ],
      below: props.total > 1 ? choices(visit, props) : null,
    }),
    children: html`${props.done ? notice({ title: t('interface.tasks.done'), text: t('interface.tasks.doneText'), kind: 'polite' }) : ''}
${shown.length > 0 ? list(visit, props, shown) : emptyState(emptyWords(visit, props))}`,
  });
}

function searchWords({ t }: Visit, { text, office }: TaskFilter): string {
  return text ? t('interface.tasks.searched', { text }) : office ? t('interface.tasks.oneOffice') : '';
}

function emptyWords(visit: Visit, { filter, total }: TasksPageProps) {
  const { t } = visit;
  if (total === 0) return { text: t('interface.tasks.empty') };
  const narrowed = filter.text !== '' || filter.office !== null;
  return {
    text: t(narrowed ? 'interface.tasks.nothingFound' : `interface.tasks.emptyView.${filter.view}`),
    link: { href: link(visit, '/tasks'), text: t('interface.tasks.allTasks') },
  };
}

/** A form that changes the address: works without script, can be kept as a bookmark. */
function choices(visit: Visit, { filter, offices }: TasksPageProps): Html {
  const { t } = visit;
  const kept = Object.entries({ view: filter.view === 'all' ? '' : filter.view, text: filter.text }).filter(([, value]) => value !== '');
  return html`<form action="${link(visit, '/tasks')}">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${offices.length > 1 ? select({ id: 'office', name: 'office', label: t('interface.tasks.office'), options: offices, value: filter.office ?? '', empty: t('interface.tasks.allOffices') }) : ''}
${select({ id: 'order', name: 'order', label: t('interface.tasks.sort'), options: ORDERS.map((order) => ({ value: order, label: t(`interface.tasks.order.${order}`) })), value: filter.order })}
<p>${secondButton({ text: t('interface.tasks.apply') })}</p></form>`;
}

function list(visit: Visit, { filter, today }: TasksPageProps, rows: TaskRow[]): Html {
  const { t } = visit;
  const sort = (order: TaskFilter['order']) => ({
    href: link(visit, filterPath(filter, { order })),
    sorted: filter.order === order ? ('ascending' as const) : null,
  });
  return worklist({
    label: t('interface.tasks.list'),
    due: { title: t('interface.tasks.column.due'), ...sort('due') },
    task: { title: t('interface.tasks.column.task') },
    columns: [
      { key: 'person', title: t('interface.tasks.column.person'), ...sort('person') },
      { key: 'service', title: t('interface.tasks.column.service') },
      { key: 'reference', title: t('interface.tasks.column.reference') },
      { key: 'since', title: t('interface.tasks.column.since'), short: t('interface.tasks.column.sinceShort'), ...sort('since') },
      { key: 'who', title: t('interface.tasks.column.who'), short: t('interface.tasks.column.whoShort') },
    ],
    groups:
      filter.order === 'due'
        ? byDeadline(visit, rows, today)
        : [{ title: t('interface.tasks.group.all'), rows: rows.map((row) => workRow(visit, row, today)) }],
  });
}

/** Over the period, today, the next seven days, later, without a deadline. */
function byDeadline(visit: Visit, rows: TaskRow[], today: string): WorkGroup[] {
  const groups = Object.groupBy(rows, (row) => {
    if (row.due === null) return 'none';
    const days = daysBetween(today, row.due);
    return days < 0 ? 'late' : days === 0 ? 'today' : days <= 7 ? 'week' : 'later';
  });
  return (['late', 'today', 'week', 'later', 'none'] as const).flatMap((name) =>
    groups[name] ? [{ title: visit.t(`interface.tasks.group.${name}`), rows: groups[name].map((row) => workRow(visit, row, today)) }] : [],
  );
}

/** What the model says of a task besides its deadline: that it comes first, and when to look at it again. */
function notes(visit: Visit, { priority, followUp }: TaskRow, today: string): Html {
  const { t } = visit;
  const words = [
    ...(priority >= HIGH_PRIORITY ? [t('interface.tasks.first')] : []),
    ...(followUp !== null && followUp > today
      ? [t('interface.tasks.followUp', { day: formatShortDay(followUp, visit, today.slice(0, 4)) })]
      : []),
  ];
  return html`${words.length > 0 ? ` · ${words.join(' · ')}` : ''}`;
}

function workRow(visit: Visit, row: TaskRow, today: string): WorkRow {
  const { t, site } = visit;
  const since = localDay(row.since, site.context.catalogue.authorities.canton.zone);
  return {
    href: link(visit, `/tasks/${row.caseId}/${row.token}`),
    title: html`${row.title}${notes(visit, row, today)}`,
    due: deadlineWords(visit, row.due, today),
    cells: {
      person: html`<span translate="no">${row.person}</span>`,
      service: row.service,
      reference: html`<span class="nowrap" translate="no">${row.reference}</span>`,
      since: formatShortDay(since, visit, today.slice(0, 4)),
      who:
        row.assignee === null
          ? t(row.candidate ? 'interface.tasks.proposed' : 'interface.tasks.nobody')
          : row.assignee.name === ''
            ? t('interface.tasks.somebody')
            : html`<span translate="no">${row.assignee.name}</span>`,
    },
  };
}
