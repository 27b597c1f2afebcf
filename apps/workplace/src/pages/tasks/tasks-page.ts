import type { Colleague, KeptFilter, SessionView, TaskRow } from '@einwohnerportal/cases';
import { COUNTED, localDay } from '@einwohnerportal/cases';
import {
  actions,
  attributes,
  emptyState,
  form,
  html,
  notice,
  pager,
  secondButton,
  select,
  textInput,
  workPage,
  worklist,
  workViews,
  type Html,
  type WorkGroup,
  type WorkRow,
} from '@einwohnerportal/ui';
import { againNotice, formatShortDay, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import { daysBetween, deadlineWords } from '../../deadline.ts';
import type { Visit } from '../../visit.ts';
import { pickForm } from './pick-form.ts';
import { DEADLINES, filterPath, isNarrowed, VIEWS, type TaskFilter } from './task-filter.ts';

/** From this priority on a task is marked; the usual one is 50. */
const HIGH_PRIORITY = 75;

/** What became of the last thing done with tasks. */
export interface Said {
  what: 'taken' | 'returned' | 'given' | 'undone' | 'none' | 'nobody' | 'done' | 'asked' | 'handedOver';
  done: number;
  missed: number;
}

export interface Counts {
  /** One more than COUNTED stands for "more"; null: not counted, because a search would have to look at all. */
  views: Record<TaskFilter['view'], number | null>;
  /** The number of free ones is the least there are. */
  freeOrMore: boolean;
  late: number;
  today: number;
}

export interface TasksPageProps {
  session: SessionView;
  filter: TaskFilter;
  list: { rows: TaskRow[]; next: string | null };
  counts: Counts;
  incidents: number;
  /** Messages to the offices that nobody has opened. */
  unread: number;
  /** Filters that the person or an own office keeps. */
  kept: KeptFilter[];
  /** Deliveries that came back. */
  returned: number;
  colleagues: Colleague[];
  /** Own offices and services to choose from; with one there is nothing to choose. */
  offices: { value: string; label: string }[];
  services: { value: string; label: string }[];
  today: string;
  again: Again | null;
  /** Boxes that are checked: all of this page, or those posted. */
  pickAll: boolean;
  picked: string[];
  said: Said | null;
  /** The last thing done can be undone. */
  canUndo: boolean;
}

/** The work list: one sentence, views in the margin, the earliest deadline first. */
export function tasksPage(visit: Visit, props: TasksPageProps): Html {
  const { t } = visit;
  const { filter, counts, list } = props;
  return workPage({
    title: titleWords(visit, props),
    intro: isNarrowed(filter)
      ? html`${searchWords(visit, props)} <a href="${link(visit, filterPath(filter, { text: '', office: null, service: null, deadline: null }))}">${t('interface.tasks.showAll')}</a>`
      : null,
    rail: workViews({
      label: t('interface.tasks.views'),
      views: [
        ...VIEWS.map((view) => ({
          href: link(visit, filterPath(filter, { view })),
          text: counted(
            t(`interface.tasks.view.${view}`),
            counts.views[view],
            view === 'free' && filter.view !== 'free' && counts.freeOrMore,
          ),
          current: view === filter.view,
        })),
        { href: link(visit, '/messages'), text: t('interface.talk.unreadView'), count: props.unread },
        { href: link(visit, '/deliveries'), text: t('interface.deliveries.title'), count: props.returned },
        { href: link(visit, '/absences'), text: t('interface.absences.title') },
        { href: link(visit, '/statistics'), text: t('interface.statistics.title') },
        { href: link(visit, '/incidents'), text: t('interface.nav.incidents'), count: props.incidents },
      ],
      below: choices(visit, props),
    }),
    children: html`${againNotice(visit, props.again)}${saidNotice(visit, props.said)}${props.canUndo ? undoForm(visit, props) : ''}${keptFilters(visit, props)}
${list.rows.length > 0 ? pickForm(visit, props, table(visit, props)) : emptyState(emptyWords(visit, props))}
${pages(visit, props)}`,
  });
}

/** Filters by name above the list; the one that is shown is marked. A filter that has no name yet can get one. */
function keptFilters(visit: Visit, { filter, kept }: TasksPageProps): Html {
  const { t } = visit;
  const here = filterPath(filter);
  const known = kept.some(({ path }) => path === here);
  const links = kept.map(
    ({ path, name }) =>
      html`<a${attributes({ href: link(visit, path), 'aria-current': path === here && 'page' })}><span translate="no">${name}</span></a>`,
  );
  const more =
    known || here === '/tasks'
      ? null
      : html`<a href="${link(visit, `/filters?path=${encodeURIComponent(here)}`)}">${t('interface.filters.keep')}</a>`;
  const all = kept.length > 0 ? html`<a href="${link(visit, '/filters')}">${t('interface.filters.manage')}</a>` : null;
  const each = [...links, ...(more ? [more] : []), ...(all ? [all] : [])];
  return each.length > 0
    ? html`<nav class="kept-filters" aria-label="${t('interface.filters.title')}"><ul>${each.map((one) => html`<li>${one}</li>`)}</ul></nav>`
    : html``;
}

function counted(text: string, count: number | null, orMore: boolean): Html {
  return html`${text}${count === null ? '' : html` <span>${count > COUNTED ? `${COUNTED}+` : orMore ? `${count}+` : count}</span>`}`;
}

function titleWords({ t }: Visit, { filter, counts }: TasksPageProps): string {
  const count = counts.views[filter.view] ?? 0;
  const numbers = { count: Math.min(count, COUNTED), late: counts.late, today: counts.today };
  return count > COUNTED ? t('interface.tasks.many', numbers) : t(`interface.tasks.title.${filter.view}`, numbers);
}

function searchWords({ t }: Visit, { filter, services }: TasksPageProps): string {
  const { text, office, service, deadline } = filter;
  return [
    ...(text ? [t('interface.tasks.searched', { text })] : []),
    ...(office ? [t('interface.tasks.oneOffice')] : []),
    ...(service ? [t('interface.tasks.oneService', { service: services.find(({ value }) => value === service)?.label ?? service })] : []),
    ...(deadline ? [t('interface.tasks.oneDeadline', { group: t(`interface.tasks.group.${deadline}`) })] : []),
  ].join(' ');
}

function saidNotice({ t }: Visit, said: Said | null): Html {
  if (!said) return html``;
  const { what, done, missed } = said;
  if (what === 'none' || what === 'nobody')
    return notice({ title: t(`interface.tasks.said.${what}`), text: t(`interface.tasks.said.${what}Text`), kind: 'alert' });
  if (what === 'asked' || what === 'handedOver')
    return notice({ title: t(`interface.tasks.said.${what}`), text: t(`interface.tasks.said.${what}Text`), kind: 'polite' });
  if (what === 'done') return notice({ title: t('interface.tasks.done'), text: t('interface.tasks.doneText'), kind: 'polite' });
  return notice({
    title: t(`interface.tasks.said.${what}`, { count: done }),
    text: missed > 0 ? t('interface.tasks.said.missed', { count: missed }) : null,
    kind: missed > 0 ? 'alert' : 'polite',
  });
}

function undoForm(visit: Visit, { session, filter }: TasksPageProps): Html {
  const { t } = visit;
  return form({
    action: link(visit, '/tasks'),
    label: t('interface.tasks.undo'),
    fields: { [TOKEN_FIELD]: session.csrf, back: filterPath(filter, { after: filter.after }) },
    children: actions(secondButton({ text: t('interface.tasks.undo'), name: 'then', value: 'undo' })),
  });
}

function emptyWords(visit: Visit, { filter }: TasksPageProps) {
  const { t } = visit;
  const anything = isNarrowed(filter) || filter.view !== 'all' || filter.after !== null;
  if (!anything) return { text: t('interface.tasks.empty') };
  return {
    text: t(isNarrowed(filter) ? 'interface.tasks.nothingFound' : `interface.tasks.emptyView.${filter.view}`),
    link: { href: link(visit, '/tasks'), text: t('interface.tasks.allTasks') },
  };
}

/** A form that changes the address: works without script, can be kept as a bookmark. */
function choices(visit: Visit, { filter, offices, services }: TasksPageProps): Html {
  const { t } = visit;
  const deadlines = DEADLINES.map((value) => ({ value, label: t(`interface.tasks.group.${value}`) }));
  const one = (name: 'office' | 'service' | 'deadline', options: { value: string; label: string }[]): Html =>
    select({
      id: name,
      name,
      label: t(`interface.tasks.${name}`),
      options,
      value: filter[name] ?? '',
      empty: t(`interface.tasks.all.${name}`),
    });
  return html`<form action="${link(visit, '/tasks')}" aria-label="${t('interface.tasks.search')}">${filter.view === 'all' ? '' : html`<input type="hidden" name="view" value="${filter.view}">`}
${textInput({ id: 'text', name: 'text', label: t('interface.tasks.search'), value: filter.text, width: 20, autocomplete: 'off', spellcheck: false })}
${offices.length > 1 ? one('office', offices) : ''}
${services.length > 1 ? one('service', services) : ''}
${one('deadline', deadlines)}
<p>${secondButton({ text: t('interface.tasks.apply') })}</p></form>`;
}

function pages(visit: Visit, { filter, list }: TasksPageProps): Html {
  const { t } = visit;
  if (list.next === null && filter.after === null) return html``;
  return pager({
    label: t('interface.tasks.pages'),
    where: t('interface.tasks.shown', { count: list.rows.length }),
    previous: filter.after === null ? null : { href: link(visit, filterPath(filter)), text: t('interface.tasks.first') },
    next: list.next === null ? null : { href: link(visit, filterPath(filter, { after: list.next })), text: t('interface.tasks.next') },
  });
}

function table(visit: Visit, props: TasksPageProps): Html {
  const { t } = visit;
  const { list } = props;
  return worklist({
    label: t('interface.tasks.list'),
    pick: t('interface.tasks.pick'),
    due: { title: t('interface.tasks.column.due'), sorted: 'ascending' },
    task: { title: t('interface.tasks.column.task') },
    columns: [
      { key: 'person', title: t('interface.tasks.column.person') },
      { key: 'service', title: t('interface.tasks.column.service') },
      { key: 'reference', title: t('interface.tasks.column.reference') },
      { key: 'since', title: t('interface.tasks.column.since'), short: t('interface.tasks.column.sinceShort') },
      { key: 'who', title: t('interface.tasks.column.who'), short: t('interface.tasks.column.whoShort') },
    ],
    groups: byDeadline(visit, props, list.rows),
  });
}

/** Over the period, today, the next seven days, later, without a deadline. */
function byDeadline(visit: Visit, props: TasksPageProps, rows: TaskRow[]): WorkGroup[] {
  const groups = Object.groupBy(rows, (row) => {
    if (row.due === null) return 'none';
    const days = daysBetween(props.today, row.due);
    return days < 0 ? 'late' : days === 0 ? 'today' : days <= 7 ? 'week' : 'later';
  });
  return (['late', 'today', 'week', 'later', 'none'] as const).flatMap((name) =>
    groups[name] ? [{ title: visit.t(`interface.tasks.group.${name}`), rows: groups[name].map((row) => workRow(visit, props, row)) }] : [],
  );
}

/** What the model says of a task besides its deadline: that it comes first, and when to look at it again. */
function notes(visit: Visit, { captured, priority, followUp }: TaskRow, today: string): Html {
  const { t } = visit;
  const words = [
    ...(captured ? [t(`interface.counter.via.${captured}`)] : []),
    ...(priority >= HIGH_PRIORITY ? [t('interface.tasks.urgent')] : []),
    ...(followUp !== null && followUp > today
      ? [t('interface.tasks.followUp', { day: formatShortDay(followUp, visit, today.slice(0, 4)) })]
      : []),
  ];
  return html`${words.length > 0 ? ` · ${words.join(' · ')}` : ''}`;
}

function workRow(visit: Visit, { today, pickAll, picked }: TasksPageProps, row: TaskRow): WorkRow {
  const { t, site } = visit;
  const since = localDay(row.since, site.context.catalogue.authorities.canton.zone);
  const value = `${row.caseId}/${row.token}`;
  return {
    href: link(visit, `/tasks/${value}`),
    title: html`${row.title}${notes(visit, row, today)}`,
    due: deadlineWords(visit, row.due, today),
    pick: {
      name: 'task',
      value,
      label: t('interface.tasks.pickOne', { task: row.title, reference: row.reference }),
      checked: pickAll || picked.includes(value),
    },
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
