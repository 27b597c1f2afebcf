import { FILTER_LIMITS } from '@einwohnerportal/cases';
import { inSession, localPath, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import { officeLabel, ownOffices, type Act, type Show, type Visit } from '../../visit.ts';
import { filterPath, readFilter, type TaskFilter } from '../tasks/task-filter.ts';
import { filtersPage, type FilterFault } from './filters-page.ts';

/** The filters that the person and their offices keep, to rename and to delete; with `path` the one to keep now. */
export const show: Show = (visit, again) => view(visit, again, null, again?.posted ?? null);

/** Keeps, renames or deletes a filter. */
export const act: Act = async (visit, body) => {
  const { domain } = visit.site;
  const [drop, rename] = [body.get('drop'), body.get('rename')];
  const path = filterPath(filterAt(body.get('path')));
  const done = await inSession(visit, async (scope) => {
    if (drop !== null) return (await domain.dropFilter(scope, drop)) ? 'done' : 'not-found';
    if (rename !== null) return domain.renameFilter(scope, rename, body.get('name') ?? '');
    return domain.keepFilter(scope, { name: body.get('name') ?? '', path, office: body.get('office') || null });
  });
  if (!done) return toSignIn(visit);
  if (done.value === 'name' || done.value === 'many') return view(visit, null, done.value, body);
  if (drop !== null || rename !== null) return redirect(visit, `/filters?said=${drop === null ? 'renamed' : 'dropped'}`);
  return redirect(visit, path);
};

/** The filter of an address of the work list; anything else is the whole list. */
function filterAt(path: string | null): TaskFilter {
  const url = new URL(localPath(path, '/tasks'), 'http://x');
  return readFilter((name) => url.searchParams.get(name) ?? undefined);
}

async function view(visit: Visit, again: Again | null, fault: FilterFault | null, posted: URLSearchParams | null): Promise<Response> {
  const found = await inSession(visit, (scope) => visit.site.domain.listFilters(scope));
  if (!found) return toSignIn(visit);
  const { session, value: filters } = found;
  const own = ownOffices(visit, session);
  if (own.length === 0) return showNoOffice(visit, session);
  const asked = posted?.get('path') ?? visit.http.req.query('path') ?? null;
  const main = filtersPage(visit, {
    session,
    filters,
    offices: own.map((each) => ({ value: `office:${each.key}`, label: officeLabel(each, visit.lang) })),
    path: asked === null ? null : filterPath(filterAt(asked)),
    again,
    posted,
    fault,
    most: FILTER_LIMITS,
    said: (['renamed', 'dropped'] as const).find((each) => each === visit.http.req.query('said')) ?? null,
  });
  return reply(
    visit,
    { title: visit.t('interface.filters.title'), main, session, current: 'tasks', faulty: fault !== null },
    fault ? 422 : 200,
  );
}
