import type { TaskRow } from '@einwohnerportal/cases';

export const VIEWS = ['all', 'mine', 'free'] as const;
export const ORDERS = ['due', 'since', 'person'] as const;

/** What of the work list is shown; all of it stands in the address. */
export interface TaskFilter {
  view: (typeof VIEWS)[number];
  order: (typeof ORDERS)[number];
  /** Words that must all occur in the row. */
  text: string;
  /** `authority/office`, or null for all own offices. */
  office: string | null;
}

export function readFilter(query: (name: string) => string | undefined): TaskFilter {
  return {
    view: VIEWS.find((view) => view === query('view')) ?? 'all',
    order: ORDERS.find((order) => order === query('order')) ?? 'due',
    text: (query('text') ?? '').trim().slice(0, 100),
    office: query('office') || null,
  };
}

/** Address of the list with another filter; what is as usual stays out. */
export function filterPath(filter: TaskFilter, change: Partial<TaskFilter> = {}): string {
  const { view, order, text, office } = { ...filter, ...change };
  const query = new URLSearchParams({
    ...(view !== 'all' && { view }),
    ...(order !== 'due' && { order }),
    ...(text && { text }),
    ...(office && { office }),
  });
  return query.size > 0 ? `/tasks?${query}` : '/tasks';
}

/** Rows of a view. */
export function inView(rows: readonly TaskRow[], view: TaskFilter['view']): TaskRow[] {
  return rows.filter((row) => view === 'all' || (view === 'mine' ? row.assignee?.me === true : row.assignee === null));
}

/** Rows in which every word occurs (person, task, service, reference; accents and case do not matter), of one office if asked. */
export function matching(rows: readonly TaskRow[], text: string, officeName: string | null): TaskRow[] {
  const words = fold(text).split(' ').filter(Boolean);
  return rows.filter((row) => {
    const all = fold(`${row.title} ${row.person} ${row.service} ${row.reference}`);
    return (officeName === null || row.office === officeName) && words.every((word) => all.includes(word));
  });
}

/** Earliest deadline first (none comes last), longest with us first, or by person. */
export function inOrder(rows: readonly TaskRow[], order: TaskFilter['order'], lang: string): TaskRow[] {
  const compare = {
    due: (a: TaskRow, b: TaskRow) =>
      (a.due ?? '9999').localeCompare(b.due ?? '9999') || b.priority - a.priority || a.since.localeCompare(b.since),
    since: (a: TaskRow, b: TaskRow) => a.since.localeCompare(b.since),
    person: (a: TaskRow, b: TaskRow) => a.person.localeCompare(b.person, lang),
  }[order];
  return rows.toSorted(compare);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
