import type { AssignTo, Scope } from '@einwohnerportal/cases';
import { currentSession, inSession, localPath, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import { onlyOperates, onlyWrites } from '../../operates.ts';
import { officeLabel, ownOffices, type Act, type Show, type Visit } from '../../visit.ts';
import { filterPath, readFilter, VIEWS, type TaskFilter } from './task-filter.ts';
import { MANY, surePage } from './sure-page.ts';
import { tasksPage, type Counts, type Said } from './tasks-page.ts';
import { dropUndo, keepUndo, readUndo } from './undo.ts';

/** The tasks of the person's offices. */
export const show: Show = async (visit, again: Again | null) => {
  const { domain, context } = visit.site;
  const filter = readFilter((name) => visit.http.req.query(name));
  const wish = wishOf(visit, filter);
  const found = await inSession(visit, async (scope) => ({
    list: await domain.listTasks(scope, wish),
    counts: await count(scope, visit, wish),
    incidents: await domain.countIncidents(scope),
    kept: await domain.listFilters(scope),
    unread: await domain.countUnreadTalks(scope),
    returned: await domain.countReturned(scope),
    colleagues: await domain.listColleagues(scope),
    today: scope.today,
  }));
  if (!found) return toSignIn(visit);
  const { session, value } = found;
  const own = ownOffices(visit, session);
  if (own.length === 0) return showNoOffice(visit, session);
  if (onlyOperates(session)) return redirect(visit, '/operations');
  if (onlyWrites(session)) return redirect(visit, '/services');
  const main = tasksPage(visit, {
    ...value,
    session,
    filter,
    again,
    offices: own.map((each) => ({ value: each.key, label: officeLabel(each, visit.lang) })),
    services: context.catalogue
      .services()
      .map((id) => ({ value: id, label: context.catalogue.service(id).texts(visit.lang)('service.title') })),
    pickAll: visit.http.req.query('pick') === 'all',
    picked: again?.posted.getAll('task') ?? [],
    said: saidOf(visit),
    canUndo: ['taken', 'returned'].includes(visit.http.req.query('said') ?? '') && readUndo(visit, session.principal) !== null,
  });
  return reply(visit, { title: visit.t('interface.nav.tasks'), main, session, current: 'tasks', query: filter.text });
};

/** Takes, gives back or gives on what was picked; then the same list again, with what became of it. */
export const act: Act = async (visit, body) => {
  const { domain, context } = visit.site;
  const back = new URL(localPath(body.get('back'), '/tasks'), 'http://x');
  const filter = readFilter((name) => back.searchParams.get(name) ?? undefined);
  const tasks = body.getAll('task').flatMap((text) => {
    const [, caseId = '', token = ''] = /^([0-9a-f-]{36})\/(\d{1,9})$/.exec(text) ?? [];
    return caseId ? [{ caseId, token: Number(token) }] : [];
  });
  if (body.get('then') === 'undo') return undo(visit, filter);
  const to = assignee(body);
  if (tasks.length === 0 || to === null) return redirect(visit, backTo(filter, tasks.length === 0 ? 'none' : 'nobody'));
  if (tasks.length > MANY && body.get('sure') !== 'yes') return askOnceMore(visit, body, { tasks, to });
  const result = await domain.assignTasks(context, visit.secret, { tasks, to });
  // What was given on is the colleague's: only they, or who leads the office, may move it.
  const me = to === 'me' || to === 'nobody' ? (await currentSession(visit))?.principal : null;
  keepUndo(visit, me ? result.moved : [], me ?? '');
  return redirect(visit, backTo(filter, to === 'me' ? 'taken' : to === 'nobody' ? 'returned' : 'given', result));
};

/** Puts tasks back to where they were before the last press. */
async function undo(visit: Visit, filter: TaskFilter): Promise<Response> {
  const { domain, context } = visit.site;
  const session = await currentSession(visit);
  const kept = session && readUndo(visit, session.principal);
  dropUndo(visit);
  if (!kept) return redirect(visit, backTo(filter, 'none'));
  const sum = { done: 0, missed: 0 };
  for (const [to, tasks] of kept) {
    const { done, missed } = await domain.assignTasks(context, visit.secret, { tasks, to });
    sum.done += done;
    sum.missed += missed;
  }
  return redirect(visit, backTo(filter, 'undone', sum));
}

async function askOnceMore(visit: Visit, body: URLSearchParams, { tasks, to }: { tasks: Task[]; to: AssignTo }): Promise<Response> {
  const found = await inSession(visit, (scope) => visit.site.domain.listColleagues(scope));
  if (!found) return toSignIn(visit);
  const { session, value: colleagues } = found;
  const main = surePage(visit, {
    session,
    then: to === 'me' ? 'claim' : to === 'nobody' ? 'return' : 'give',
    tasks: tasks.map(({ caseId, token }) => `${caseId}/${token}`),
    to: to.startsWith('person:') ? to : null,
    name: colleagues.find(({ principal }) => principal === to)?.name ?? null,
    back: localPath(body.get('back'), '/tasks'),
  });
  return reply(visit, { title: visit.t('interface.nav.tasks'), main, session, current: 'tasks' });
}

interface Task {
  caseId: string;
  token: number;
}

/** To whom the pressed button gives: oneself, nobody, or the colleague chosen; null when none is chosen. */
export function assignee(body: URLSearchParams): AssignTo | null {
  const then = body.get('then');
  if (then === 'claim') return 'me';
  if (then === 'return') return 'nobody';
  const to = body.get('to') ?? '';
  return then === 'give' && /^person:[0-9a-f-]{36}$/.test(to) ? (to as AssignTo) : null;
}

function backTo(
  filter: TaskFilter,
  said: Said['what'],
  { done, missed }: { done: number; missed: number } = { done: 0, missed: 0 },
): string {
  const path = filterPath(filter, { after: filter.after });
  return `${path}${path.includes('?') ? '&' : '?'}said=${said}&done=${done}&missed=${missed}`;
}

function saidOf({ http }: Visit): Said | null {
  const what = (['taken', 'returned', 'given', 'undone', 'none', 'nobody', 'done'] as const).find(
    (each) => each === http.req.query('said'),
  );
  const number = (name: string): number => Math.min(Number(/^\d{1,3}$/.exec(http.req.query(name) ?? '')?.[0] ?? 0), 999);
  return what
    ? { what, done: number('done'), missed: number('missed') }
    : http.req.query('done') === 'asked'
      ? { what: 'asked', done: 1, missed: 0 }
      : http.req.query('done') === 'handed-over'
        ? { what: 'handedOver', done: 1, missed: 0 }
        : http.req.query('done') === '1'
          ? { what: 'done', done: 1, missed: 0 }
          : null;
}

export function wishOf(visit: Visit, filter: TaskFilter) {
  return {
    lang: visit.lang,
    view: filter.view,
    office: filter.office && `office:${filter.office}`,
    service: filter.service,
    deadline: filter.deadline,
    text: filter.text,
    after: filter.after,
  };
}

/** Numbers of the views and of the pressing ones; with a search only of the view shown, because each would look at every case. */
async function count(scope: Scope, visit: Visit, wish: ReturnType<typeof wishOf>): Promise<Counts> {
  const views = VIEWS.filter((view) => (wish.text === '' && wish.service === null) || view === wish.view);
  const counts = await visit.site.domain.countTasks(scope, wish, views);
  const of = (name: TaskFilter['view']): number | null => counts.views[name] ?? null;
  return {
    views: { all: of('all'), mine: of('mine'), free: of('free'), deputy: of('deputy') },
    freeOrMore: counts.freeOrMore,
    late: wish.deadline === null ? counts.late : 0,
    today: wish.deadline === null ? counts.today : 0,
  };
}
