export const VIEWS = ['all', 'mine', 'free', 'deputy'] as const;
export const DEADLINES = ['late', 'today', 'week', 'later'] as const;

/** What of the work list is shown; all of it stands in the address, so that a filter is kept as a bookmark. */
export interface TaskFilter {
  view: (typeof VIEWS)[number];
  deadline: (typeof DEADLINES)[number] | null;
  /** Words that must all occur in the row. */
  text: string;
  /** `authority/office`, or null for all own offices. */
  office: string | null;
  /** Id of a service, or null for all. */
  service: string | null;
  /** Where the page begins; null: at the beginning. */
  after: string | null;
}

export function readFilter(query: (name: string) => string | undefined): TaskFilter {
  return {
    view: VIEWS.find((view) => view === query('view')) ?? 'all',
    deadline: DEADLINES.find((deadline) => deadline === query('deadline')) ?? null,
    text: (query('text') ?? '').trim().slice(0, 100),
    office: query('office')?.slice(0, 200) || null,
    service: query('service')?.slice(0, 200) || null,
    after: query('after')?.slice(0, 200) || null,
  };
}

/** Address of the list with another filter; what is as usual stays out. Another filter begins at its beginning. */
export function filterPath(filter: TaskFilter, change: Partial<TaskFilter> = {}): string {
  const { view, deadline, text, office, service, after } = { ...filter, after: null, ...change };
  const query = new URLSearchParams({
    ...(view !== 'all' && { view }),
    ...(deadline && { deadline }),
    ...(text && { text }),
    ...(office && { office }),
    ...(service && { service }),
    ...(after && { after }),
  });
  return query.size > 0 ? `/tasks?${query}` : '/tasks';
}

/** True when the list shows less than all of a view. */
export function isNarrowed({ text, office, service, deadline }: TaskFilter): boolean {
  return text !== '' || office !== null || service !== null || deadline !== null;
}
