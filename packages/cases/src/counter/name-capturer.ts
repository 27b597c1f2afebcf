import { takesPart } from '../request/mine.ts';
import type { CaseView, Scope } from '../types.ts';

/** The case as an office sees it: who captured it is named. */
export async function nameCapturer(scope: Scope, view: CaseView): Promise<CaseView> {
  if (!view.captured) return view;
  const { rows } = await scope.client.query<{ by_name: string }>(
    `select k.by_name from cases.captures k where k.case_id = $1 and ${takesPart('k')}`,
    [view.caseId],
  );
  return { ...view, captured: { ...view.captured, by: rows[0]?.by_name ?? null } };
}
