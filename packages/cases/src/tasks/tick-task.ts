import { frameCase } from '../case-view/view-case.ts';
import { requireSession, withSession } from '../request/scope.ts';
import type { CasesContext, CompleteResult } from '../types.ts';
import { tick } from './checklist.ts';
import { alreadyDone, checksOwnStep } from './done-by.ts';
import { refused } from './order-command.ts';
import { officeCase, taskRow } from './read-task.ts';

/** Keeps what was ticked, without ending the task. Only who may work the task, and not what somebody else has. */
export async function tickTask(
  context: CasesContext,
  secret: string | null,
  posted: { caseId: string; token: number; body: URLSearchParams; language: string },
): Promise<CompleteResult> {
  return withSession(context, secret, async (scope): Promise<CompleteResult> => {
    const row = await officeCase(scope, posted.caseId);
    if (!row) return refused('not-found');
    const task = await taskRow(scope, posted.caseId, posted.token);
    if (!task) return alreadyDone(scope, posted.caseId, posted.token);
    const me = requireSession(scope).principal;
    if (await checksOwnStep(scope, posted.caseId, task, me)) return refused('four-eyes');
    if (task.assignee_id !== null && task.assignee_id !== me) return refused('busy');
    await tick(scope, frameCase(scope, row, posted.language), task, posted.body);
    return { ok: true };
  });
}
