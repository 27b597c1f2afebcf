import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { namesOf, type TaskRowOfEngine } from './task-form.ts';

/**
 * A task with the property `consent` is a signature by confirmation: who answered `sign`, with which level of sign-in, and what each document
 * was then, by its hash. Only documents that the person may read count. Once per task.
 */
export async function noteConsent(
  scope: Scope,
  { caseId, task, answers, language }: { caseId: string; task: TaskRowOfEngine; answers: Record<string, unknown>; language: string },
): Promise<void> {
  const documents = namesOf(task.properties.consent);
  if (documents === null || answers.consent !== 'sign') return;
  const { personId, level, acting } = requireSession(scope);
  await scope.client.query(
    `insert into cases.consents (case_id, token, person_id, at, level, element, language, represented_id, documents)
     values ($1, $2, $3, $4, $5, $6, $7, $9, array(select content_hash from cases.documents where case_id = $1 and document_id::text = any ($8) order by document_id))
     on conflict (case_id, token) do nothing`,
    [caseId, task.token, personId, scope.now, level, task.element, language, documents, acting?.personId ?? null],
  );
}
