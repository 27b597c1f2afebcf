import type { AssignTo, Colleague, FieldError, SessionView, TaskView } from '@einwohnerportal/cases';
import { inSession, param, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { assignee } from '../tasks/controller.ts';
import { showAlreadyDone } from './already-done.ts';
import { showAnswered, showSetAside } from './set-aside.ts';
import { taskPage, type TaskPageProps } from './task-page.ts';

interface Found {
  session: SessionView;
  value: { task: TaskView | null; colleagues: Colleague[]; today: string };
}

type Shown = Partial<Pick<TaskPageProps, 'posted' | 'errors' | 'again' | 'said'>> & { tookBack?: boolean; status?: 409 };

/** A task of one of the person's offices. Somebody else's is not told apart from one that does not exist. */
export const show: Show = async (visit, again: Again | null) => {
  const found = await readTask(visit);
  if (!found) return toSignIn(visit);
  if (!found.value.task) {
    const aside = await readAside(visit);
    if (aside?.value) return showSetAside(visit, { session: aside.session, aside: aside.value, again, waits: false });
  }
  return view(visit, found, {
    again,
    posted: again?.posted ?? null,
    said: visit.http.req.query('done') === '1' ? 'done' : null,
    tookBack: visit.http.req.query('done') === 'back',
  });
};

/** What was pressed: take, give back, add or remove a row, or complete. */
export const act: Act = async (visit, body) => {
  const then = body.get('then');
  if (then === 'claim' || then === 'return' || then === 'give') return assign(visit, body, assignee(body));
  if (then === 'check') return tick(visit, body);
  if (then === 'take-back') return takeBack(visit, body);
  return body.has('action') ? again(visit, body, {}) : complete(visit, body);
};

async function assign(visit: Visit, body: URLSearchParams, to: AssignTo | null): Promise<Response> {
  const { domain, context } = visit.site;
  if (to === null) return again(visit, body, { said: 'nobody' });
  const result = await domain.assignTask(context, visit.secret, { ...identify(visit), to });
  if (!result.ok && result.code === 'not-found')
    return to === 'me' || to === 'nobody' ? problems.notFound(visit) : again(visit, body, { said: 'nobody' });
  if (!result.ok && result.code === 'already-done') return showAlreadyDone(visit, body, result.done ?? null);
  if (!result.ok) return again(visit, body, { said: result.code === 'four-eyes' ? 'four-eyes' : 'busy' });
  return again(visit, body, { said: to === 'me' ? 'claimed' : to === 'nobody' ? 'returned' : 'given' });
}

/** Wants a question or an offer back: the task is open again, unless somebody answered first. */
async function takeBack(visit: Visit, body: URLSearchParams): Promise<Response> {
  const { domain, context } = visit.site;
  const { caseId, token } = identify(visit);
  const result = await domain.takeBack(context, visit.secret, { caseId, token, since: body.get('since') ?? '' });
  if (result === 'not-found') return problems.notFound(visit);
  if (result === 'taken-back') return redirect(visit, `/tasks/${caseId}/${token}?done=back`);
  if (result === 'waits') {
    const aside = await readAside(visit);
    if (aside?.value) return showSetAside(visit, { session: aside.session, aside: aside.value, again: null, waits: true });
  }
  const found = await readTask(visit);
  if (!found) return toSignIn(visit);
  return found.value.task ? view(visit, found, { said: 'answered', status: 409 }) : showAnswered(visit);
}

function readAside(visit: Visit) {
  const { caseId, token } = identify(visit);
  return inSession(visit, (scope) => visit.site.domain.readSetAside(scope, caseId, token, visit.lang));
}

/** Keeps what was ticked; what else was typed stays in the page. */
async function tick(visit: Visit, body: URLSearchParams): Promise<Response> {
  const { domain, context } = visit.site;
  const result = await domain.tickTask(context, visit.secret, { ...identify(visit), body, language: visit.lang });
  if (!result.ok && result.code === 'not-found') return problems.notFound(visit);
  if (!result.ok && result.code === 'already-done') return showAlreadyDone(visit, body, result.done ?? null);
  if (!result.ok) return again(visit, body, { said: result.code === 'four-eyes' ? 'four-eyes' : 'busy' });
  return again(visit, body, { said: 'checked' });
}

async function complete(visit: Visit, body: URLSearchParams): Promise<Response> {
  const { domain, context } = visit.site;
  const task = identify(visit);
  const result = await domain.completeOfficeTask(context, visit.secret, { ...task, body, language: visit.lang });
  if (result.ok) return redirect(visit, body.get('then') === 'next' ? await nextTask(visit, task) : '/tasks?done=1');
  if (result.code === 'not-found') return problems.notFound(visit);
  if (result.code === 'already-done') return showAlreadyDone(visit, body, result.done ?? null);
  return again(visit, body, { errors: result.errors, said: result.code === 'busy' ? 'busy' : null });
}

/** The page once more, with everything typed. */
async function again(visit: Visit, body: URLSearchParams, shown: Shown): Promise<Response> {
  const found = await readTask(visit);
  return found ? view(visit, found, { ...shown, posted: body }) : toSignIn(visit);
}

async function view(visit: Visit, { session, value: { task, colleagues, today } }: Found, shown: Shown): Promise<Response> {
  if (!task) return problems.notFound(visit);
  const errors: FieldError[] = shown.errors ?? [];
  const main = taskPage(visit, {
    session,
    task,
    colleagues: task ? colleagues.filter(({ offices }) => offices.includes(task.group)) : [],
    today,
    posted: shown.posted ?? null,
    errors,
    again: shown.again ?? null,
    said: shown.said ?? (shown.tookBack ? 'taken-back' : null),
  });
  const status = shown.status ?? (errors.length > 0 ? 422 : task.blocked && shown.posted ? 403 : 200);
  return reply(visit, { title: `${task.title} ${task.reference}`, main, session, current: 'tasks', faulty: errors.length > 0 }, status);
}

/** The first other task of the person's list: taken ones before free ones, earliest deadline first. */
async function nextTask(visit: Visit, done: { caseId: string; token: number }): Promise<string> {
  const { domain } = visit.site;
  const open = await inSession(visit, async (scope) => {
    const first = async (view: 'mine' | 'free') =>
      (await domain.listTasks(scope, { lang: visit.lang, view, size: 2 })).rows.find(
        (row) => row.caseId !== done.caseId || row.token !== done.token,
      );
    return (await first('mine')) ?? (await first('free')) ?? null;
  });
  const next = open?.value;
  return next ? `/tasks/${next.caseId}/${next.token}?done=1` : '/tasks?done=1';
}

function readTask(visit: Visit): Promise<Found | null> {
  const { caseId, token } = identify(visit);
  return inSession(visit, async (scope) => ({
    task: await visit.site.domain.readOfficeTask(scope, caseId, token, visit.lang),
    colleagues: await visit.site.domain.listColleagues(scope),
    today: scope.today,
  }));
}

function identify(visit: Visit): { caseId: string; token: number } {
  const token = Number(param(visit, 'token'));
  return { caseId: param(visit, 'case'), token: Number.isSafeInteger(token) && token >= 0 ? token : -1 };
}
