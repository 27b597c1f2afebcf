import { enqueueCommand, type Command } from '@einwohnerportal/engine';
import { awaitCommand } from '../request/await-command.ts';
import { requireSession } from '../request/scope.ts';
import type { CasesContext, CompleteResult, Scope } from '../types.ts';
import type { TaskRowOfEngine } from './task-form.ts';

/** A command that was put into the queue of a case. */
export interface Ordered {
  caseId: string;
  commandId: string;
}

export const refused = (code: 'not-found' | 'already-done' | 'four-eyes' | 'level' | 'busy'): CompleteResult => ({
  ok: false,
  code,
  errors: [],
});

/** Orders a command in the name of the signed-in person; it leaves with the transaction. */
export async function orderCommand(scope: Scope, caseId: string, commandId: string, command: Command): Promise<Ordered> {
  await enqueueCommand(scope.client, caseId, commandId, command, { actor: requireSession(scope).principal });
  return { caseId, commandId };
}

/** Waits for the machine. What it rejects was done by somebody else meanwhile; what takes too long will be done. */
export async function settle(context: CasesContext, secret: string | null, ordered: CompleteResult | Ordered): Promise<CompleteResult> {
  if ('ok' in ordered) return ordered;
  const outcome = await awaitCommand(context, secret, ordered.caseId, ordered.commandId);
  if (outcome?.result !== 'rejected') return { ok: true };
  return refused(outcome.code === 'task-claimed' ? 'busy' : 'already-done');
}

/** Who did what with a step, for the history of the case. */
export async function noteWork(
  scope: Scope,
  caseId: string,
  task: Pick<TaskRowOfEngine, 'token' | 'element'>,
  what: string,
  words: string | null = null,
): Promise<void> {
  const session = requireSession(scope);
  await scope.client.query(
    'insert into cases.task_notes (case_id, token, at, element, actor, actor_name, what, words) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing',
    [caseId, task.token, scope.now, task.element, session.principal, session.displayName, what, words],
  );
}
