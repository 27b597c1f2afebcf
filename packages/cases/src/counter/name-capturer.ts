import { takesPart } from '../request/mine.ts';
import type { CaseView, Scope } from '../types.ts';
import { signatureOf, type SignatureRow } from './signed-paper.ts';

/** The case as an office sees it: who captured it is named, and whether the signed sheet is there. */
export async function nameCapturer(scope: Scope, view: CaseView): Promise<CaseView> {
  if (!view.captured) return view;
  const { rows } = await scope.client.query<SignatureRow & { by_name: string }>(
    `select k.by_name, k.signed_at, k.signed_file, k.signature from cases.captures k where k.case_id = $1 and ${takesPart('k')}`,
    [view.caseId],
  );
  const [row] = rows;
  return row ? { ...view, captured: { ...view.captured, by: row.by_name, signature: signatureOf(row) } } : view;
}
