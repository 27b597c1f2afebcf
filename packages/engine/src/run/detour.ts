import type { Definition } from '../model/compiled.ts';
import type { Variables } from '../types.ts';
import { enterCalled } from './call.ts';
import { failed } from './incident.ts';
import type { TokenRow, UserTaskRow } from './instance.ts';
import type { Step } from './step.ts';

/**
 * Sets an open task aside and lets another process run in its place, in a scope of its own. Events on the boundary of the task go on
 * waiting. @throws StepFailure when the process cannot begin; nothing is changed then.
 */
export function beginDetour(
  step: Step,
  { token, task }: { token: TokenRow; task: UserTaskRow },
  called: Definition,
  given: Variables,
): void {
  const names = step.instance.scopes.get(token.token_no)?.data ?? {};
  const away = { ...token, data: { ...token.data, detour: { definition: called.definitionId, since: step.now, task, names } } };
  step.instance.tokens.put(away);
  step.record(away, 'set-aside');
  enterCalled(step, away, called, given);
  step.instance.userTasks.remove(token.token_no);
}

/**
 * The process in place of a task has ended: the task is open again. Its deadline moves by as long as it was set aside, and who had it has
 * it again where it is still the same office's.
 */
export function endDetour(step: Step, token: TokenRow): void {
  const { detour, ...data } = token.data;
  if (!detour) return;
  const later = Date.parse(step.now) - Date.parse(detour.since);
  const back = step.instance.tokens.put({ ...token, data: { ...data, aside: (data.aside ?? 0) + later } });
  step.instance.scopes.put({ ...step.instance.scope(token.token_no), data: detour.names });
  step.record(back, 'resumed');
  reopenTask(step, back, detour.task, later);
}

/**
 * Asks the host once more who does a task, since the office of its party or its binding may be another one by now. Age, deadline (moved by
 * `later` milliseconds) and fence go on.
 */
export function reopenTask(step: Step, token: TokenRow, task: UserTaskRow, later: number): void {
  const { instance } = step;
  const element = step.element(token);
  instance.userTasks.remove(token.token_no);
  try {
    step.type(element).activate(step, token, element);
  } catch (error) {
    return failed(step, token, 'enter', error);
  }
  const fence = task.fence + 1;
  const open = instance.userTasks.get(token.token_no);
  const due = task.due_at === null ? null : new Date(Date.parse(task.due_at) + later).toISOString();
  const assignee = open?.group_id === task.group_id ? task.assignee_id : (open?.assignee_id ?? null);
  if (open) instance.userTasks.put({ ...open, created_at: task.created_at, due_at: due ?? open.due_at, assignee_id: assignee, fence });
  const job = instance.jobs.get(token.token_no);
  if (job) instance.jobs.put({ ...job, fence });
}
