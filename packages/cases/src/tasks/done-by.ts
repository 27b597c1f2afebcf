import { requireSession } from '../request/scope.ts';
import type { CompleteResult, Scope } from '../types.ts';
import type { TaskRowOfEngine } from './task-form.ts';

/** Four eyes: this person did, as the last one, the step that this task checks. */
export async function checksOwnStep(scope: Scope, caseId: string, task: TaskRowOfEngine, actor: string): Promise<boolean> {
  const checked = String(task.properties['four-eyes'] ?? '');
  if (checked === '') return false;
  const { rows } = await scope.client.query<{ actor: string | null }>('select cases.done_by($1, $2) as actor', [caseId, checked]);
  return rows[0]?.actor === actor;
}

/** Joint signature: this person sent the case for a company and would confirm it alone. */
export async function confirmsOwn(scope: Scope, caseId: string, task: TaskRowOfEngine): Promise<boolean> {
  if (!('consent' in task.properties)) return false;
  const { rowCount } = await scope.client.query('select 1 from cases.cases where case_id = $1 and jointly and representative_id = $2', [
    caseId,
    requireSession(scope).personId,
  ]);
  return rowCount === 1;
}

interface Completion {
  at: Date;
  actor: string;
  name: string | null;
}

/**
 * The answer to somebody who completes what is completed: who did it and when, as the machine remembers it. Of a step that ended without
 * a person (the case was withdrawn, a period ended it) there is nobody to name.
 */
export async function alreadyDone(scope: Scope, caseId: string, token: number): Promise<CompleteResult> {
  const { rows } = await scope.client.query<Completion>(
    `select e.at, e.actor, (select n.actor_name from cases.task_notes n where n.case_id = e.case_id and n.token = $2 and n.actor = e.actor order by n.at desc limit 1) as name
     from engine.event e
     where e.case_id = $1 and e.type = 'complete-task' and e.result = 'done'
       and e.path @> jsonb_build_array(jsonb_build_object('token', $2::integer, 'what', 'completed'))
     order by e.step desc limit 1`,
    [caseId, token],
  );
  const [done] = rows;
  return {
    ok: false,
    code: 'already-done',
    errors: [],
    ...(done ? { done: { name: done.name, at: done.at.toISOString(), me: done.actor === requireSession(scope).principal } } : {}),
  };
}
