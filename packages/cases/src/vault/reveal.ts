import { caseFormContext } from '../case-view/read-case.ts';
import { frameCase } from '../case-view/view-case.ts';
import { requireSession } from '../request/scope.ts';
import { officeCase, taskRow } from '../tasks/read-task.ts';
import { CasesError } from '../errors.ts';
import type { Scope } from '../types.ts';
import { openValue } from './cipher.ts';
import { offeredNumbers } from './offered.ts';

export type Revealed =
  /** `same`: references of other cases of the same offices with the same number. */
  { number: string; same: string[] } | { refused: 'not-found' | 'reason' };

/** Least length of the reason, which the person reads. */
export const LEAST_REASON = 10;

/** A number that may be shown, by its id, with the words of its question. */
export interface OfferedNumber {
  vaultId: string;
  name: string;
  label: string;
}

/** Numbers of the vault that may be shown at a task to who works it; null when there is no such task for this session. */
export async function listNumbers(
  scope: Scope,
  { caseId, token, lang }: { caseId: string; token: number; lang: string },
): Promise<{ reference: string; title: string; numbers: OfferedNumber[] } | null> {
  const row = await officeCase(scope, caseId);
  const task = row && (await taskRow(scope, caseId, token));
  if (!row || !task?.group_id.startsWith('office:')) return null;
  const frame = frameCase(scope, row, lang);
  const rows = frame.version.form.summary({ ...caseFormContext(frame), t: frame.t });
  const label = (name: string): string => rows.find((each) => each.name === name)?.label ?? frame.t(`form.${name}.label`);
  return {
    reference: row.reference,
    title: frame.t(`tasks.${task.element}.title`),
    numbers: offeredNumbers(scope, row, task).map((each) => ({ ...each, label: label(each.name) })),
  };
}

/**
 * Shows a number of the vault to somebody who works a step of the case. The database looks at step, party and answer, and writes down who
 * and why before it gives anything.
 */
export async function revealNumber(
  scope: Scope,
  asked: { caseId: string; token: number; vaultId: string; reason: string },
): Promise<Revealed> {
  requireSession(scope);
  const row = await officeCase(scope, asked.caseId);
  const task = row && (await taskRow(scope, asked.caseId, asked.token));
  const offered = row && task && offeredNumbers(scope, row, task).find(({ vaultId }) => vaultId === asked.vaultId);
  if (!offered) return { refused: 'not-found' };
  const reason = asked.reason.trim();
  if (reason.length < LEAST_REASON || reason.length > 1000) return { refused: 'reason' };
  const keys = scope.context.vault;
  if (!keys) throw new CasesError('vault-missing', 'expected keys of the vault in this process to show a number, got none');
  const { rows } = await scope.client.query<{ holder_id: string; kind: string; key_id: string; sealed: Buffer; same: string[] }>(
    'select holder_id, kind, key_id, sealed, same from cases.open_vault($1, $2, $3, $4, $5)',
    [asked.caseId, asked.token, offered.name, asked.vaultId, reason],
  );
  const [sealed] = rows;
  if (!sealed) return { refused: 'not-found' };
  const number = openValue(
    keys,
    { vaultId: asked.vaultId, holder: sealed.holder_id, kind: sealed.kind },
    { keyId: sealed.key_id, sealed: sealed.sealed },
  );
  return { number, same: sealed.same };
}
