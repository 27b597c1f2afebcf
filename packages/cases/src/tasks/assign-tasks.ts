import { uuidv7 } from '../ids.ts';
import { awaitCommands } from '../request/await-command.ts';
import { PRINCIPALS } from '../request/mine.ts';
import { named } from '../request/named.ts';
import { requireSession, withSession } from '../request/scope.ts';
import type { AssignResult, CasesContext, Colleague, CompleteResult, MovedTask, Scope, SessionView } from '../types.ts';
import { noteWork, orderCommand, refused, settle, type Ordered } from './order-command.ts';
import { officeCase, taskRow } from './read-task.ts';
import { deputises } from './absences.ts';
import { checksOwnStep } from './done-by.ts';
import type { TaskRowOfEngine } from './task-form.ts';

/** To whom: oneself, nobody, or a colleague as `person:<id>`. */
export type AssignTo = 'me' | 'nobody' | `person:${string}`;

interface Wish {
  caseId: string;
  token: number;
  to: AssignTo;
}

/** Most tasks that are given at once. */
export const ASSIGN_AT_ONCE = 200;

/**
 * Gives a task to the person, back, or to a colleague of its office. Nobody's task may be given by everybody who sees it; what somebody has
 * is given on by them, or by who leads the office.
 */
export async function assignTask(context: CasesContext, secret: string | null, wish: Wish): Promise<CompleteResult> {
  return settle(context, secret, await withSession(context, secret, (scope) => assign(scope, wish)));
}

/** The same for several, each by itself: what somebody else took meanwhile is told apart and hinders nothing. */
export async function assignTasks(
  context: CasesContext,
  secret: string | null,
  { tasks, to }: { tasks: { caseId: string; token: number }[]; to: AssignTo },
): Promise<AssignResult> {
  const ordered = await withSession(context, secret, async (scope) => {
    const each: (CompleteResult | (Ordered & MovedTask))[] = [];
    for (const task of tasks.slice(0, ASSIGN_AT_ONCE)) each.push(await assign(scope, { ...task, to }));
    return each;
  });
  const sent = ordered.filter((each): each is Ordered & MovedTask => !('ok' in each));
  const outcomes = await awaitCommands(context, secret, sent);
  const missed = ordered.filter((each) => 'ok' in each && !each.ok).length + outcomes.filter((each) => each === 'rejected').length;
  const moved = sent.filter((_, at) => outcomes[at] !== 'rejected').map(({ caseId, token, from }) => ({ caseId, token, from }));
  return { done: ordered.length - missed, missed, moved };
}

/** People of the offices of the session, who can be given tasks; by name. */
export async function listColleagues(scope: Scope): Promise<Colleague[]> {
  const { principal } = requireSession(scope);
  const { rows } = await scope.client.query<Colleague>(
    named(
      `select 'person:' || person_id::text as principal, min(name) as name, array_agg(office order by office) as offices,
       (select max(a.last_day)::text from cases.absences a where a.person_id = members.person_id and $1 between a.first_day and a.last_day) as "awayUntil"
     from cases.members where not roles <@ '{operator,author}' and office = any (${PRINCIPALS}) group by person_id order by min(name)`,
      [scope.today],
    ),
  );
  return rows.filter((row) => row.principal !== principal);
}

async function assign(scope: Scope, { caseId, token, to }: Wish): Promise<CompleteResult | (Ordered & MovedTask)> {
  const row = await officeCase(scope, caseId);
  const task = row && (await taskRow(scope, caseId, token));
  if (!task || !task.group_id.startsWith('office:')) return refused(row ? 'already-done' : 'not-found');
  const session = requireSession(scope);
  const assignee = to === 'me' ? session.principal : to === 'nobody' ? null : to;
  const held = task.assignee_id;
  if (held === assignee) return { ok: true };
  // Who takes a task did not see that somebody has it by now; even who leads takes it from them only by saying so; who stands in for them may.
  if (held !== null && held !== session.principal && !(await mayTakeFrom(scope, held, task.group_id, to))) return refused('busy');
  if (assignee !== null && assignee !== session.principal && !(await isColleague(scope, task, assignee))) return refused('not-found');
  if (assignee !== null && (await checksOwnStep(scope, caseId, task, assignee))) return refused('four-eyes');
  await noteWork(scope, caseId, task, assignee === null ? 'returned' : assignee === session.principal ? 'claimed' : 'assigned');
  const ordered = await orderCommand(scope, caseId, uuidv7(scope.now), {
    type: 'claim-task',
    token: task.token,
    assignee,
    actor: session.principal,
    ...(held === null ? {} : { from: held }),
  });
  return { ...ordered, caseId, token, from: held };
}

/** May the session's person move what somebody else has: when they stand in for them today, or lead the office and do not just take. */
async function mayTakeFrom(scope: Scope, held: string, office: string, to: AssignTo): Promise<boolean> {
  if (to !== 'me' && leads(requireSession(scope), office)) return true;
  return deputises(scope, held);
}

/** Who leads an office may give its tasks on. */
export function leads(session: SessionView, office: string): boolean {
  return session.memberships.some((each) => each.office === office && each.roles.includes('lead'));
}

/** True for somebody of the office who has a role that the task is for. */
async function isColleague(scope: Scope, task: TaskRowOfEngine, principal: string): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    `select 1 from cases.members where office = $1 and office = any (${PRINCIPALS}) and 'person:' || person_id::text = $2 and roles && $3`,
    [task.group_id, principal, task.role.split(',')],
  );
  return rowCount === 1;
}
