import type { FieldError, SessionView, TaskView } from '@einwohnerportal/cases';
import { inSession, param, redirect, toSignIn, type Again } from '@einwohnerportal/web';
import { problems } from '../../frame.ts';
import { reply } from '../../layout.ts';
import type { Act, Show, Visit } from '../../visit.ts';
import { showAlreadyDone } from './already-done.ts';
import { taskPage, type TaskPageProps } from './task-page.ts';

interface Found {
  session: SessionView;
  value: { task: TaskView | null; today: string };
}

type Shown = Partial<Pick<TaskPageProps, 'posted' | 'errors' | 'again' | 'said'>>;

/** A task of one of the person's offices. Somebody else's is not told apart from one that does not exist. */
export const show: Show = async (visit, again: Again | null) => {
  const found = await readTask(visit);
  if (!found) return toSignIn(visit);
  return view(visit, found, { again, posted: again?.posted ?? null, said: visit.http.req.query('done') === '1' ? 'done' : null });
};

/** What was pressed: take, give back, add or remove a row, or complete. */
export const act: Act = async (visit, body) => {
  const then = body.get('then');
  if (then === 'claim' || then === 'return') return claim(visit, body, then === 'claim');
  return body.has('action') ? again(visit, body, {}) : complete(visit, body);
};

async function claim(visit: Visit, body: URLSearchParams, take: boolean): Promise<Response> {
  const { domain, context } = visit.site;
  const result = await domain.claimTask(context, visit.secret, { ...identify(visit), claim: take });
  if (!result.ok && result.code === 'not-found') return problems.notFound(visit);
  if (!result.ok && result.code === 'already-done') return showAlreadyDone(visit, body);
  return again(visit, body, { said: result.ok ? (take ? 'claimed' : 'returned') : 'busy' });
}

async function complete(visit: Visit, body: URLSearchParams): Promise<Response> {
  const { domain, context } = visit.site;
  const task = identify(visit);
  const result = await domain.completeOfficeTask(context, visit.secret, { ...task, body, language: visit.lang });
  if (result.ok) return redirect(visit, body.get('then') === 'next' ? await nextTask(visit, task) : '/tasks?done=1');
  if (result.code === 'not-found') return problems.notFound(visit);
  if (result.code === 'already-done') return showAlreadyDone(visit, body);
  return again(visit, body, { errors: result.errors, said: result.code === 'busy' ? 'busy' : null });
}

/** The page once more, with everything typed. */
async function again(visit: Visit, body: URLSearchParams, shown: Shown): Promise<Response> {
  const found = await readTask(visit);
  return found ? view(visit, found, { ...shown, posted: body }) : toSignIn(visit);
}

async function view(visit: Visit, { session, value: { task, today } }: Found, shown: Shown): Promise<Response> {
  if (!task) return problems.notFound(visit);
  const errors: FieldError[] = shown.errors ?? [];
  const main = taskPage(visit, {
    session,
    task,
    today,
    posted: shown.posted ?? null,
    errors,
    again: shown.again ?? null,
    said: shown.said ?? null,
  });
  const status = errors.length > 0 ? 422 : task.blocked && shown.posted ? 403 : 200;
  return reply(visit, { title: `${task.title} ${task.reference}`, main, session, current: 'tasks', faulty: errors.length > 0 }, status);
}

/** The first other task of the person's list: taken ones before free ones, earliest deadline first. */
async function nextTask(visit: Visit, done: { caseId: string; token: number }): Promise<string> {
  const { domain } = visit.site;
  const found = await inSession(visit, (scope) => domain.listTasks(scope, { lang: visit.lang }));
  const open = (found?.value ?? []).filter((row) => row.caseId !== done.caseId || row.token !== done.token);
  const next = open.find((row) => row.assignee?.me) ?? open.find((row) => row.assignee === null);
  return next ? `/tasks/${next.caseId}/${next.token}?done=1` : '/tasks?done=1';
}

function readTask(visit: Visit): Promise<Found | null> {
  const { caseId, token } = identify(visit);
  return inSession(visit, async (scope) => ({
    task: await visit.site.domain.readOfficeTask(scope, caseId, token, visit.lang),
    today: scope.today,
  }));
}

function identify(visit: Visit): { caseId: string; token: number } {
  const token = Number(param(visit, 'token'));
  return { caseId: param(visit, 'case'), token: Number.isSafeInteger(token) && token >= 0 ? token : -1 };
}
