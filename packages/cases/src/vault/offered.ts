import type { CaseRow } from '../case-view/load-cases.ts';
import type { TaskRowOfEngine } from '../tasks/task-form.ts';
import type { Scope } from '../types.ts';
import { tokensIn } from './named-values.ts';

/**
 * Answers of the case with a number of the vault that somebody may be shown at this step: those that the session reads at all, and where
 * the step is a capability only if its contract lists the vault.
 */
export function offeredNumbers(scope: Scope, row: CaseRow, task: TaskRowOfEngine): { name: string; vaultId: string }[] {
  if (!task.group_id.startsWith('office:')) return [];
  if (task.kind === 'capability' && scope.context.catalogue.capability(task.capability ?? task.form).contract.data.vault.length === 0)
    return [];
  return (row.answers ?? []).flatMap(({ name, value }) => tokensIn(value).map((vaultId) => ({ name, vaultId })));
}
