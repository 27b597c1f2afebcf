import { enqueueCommand } from '@einwohnerportal/engine';
import { uuidOf } from '../ids.ts';
import { withdrawalReceipt } from '../receipts/order-receipt.ts';
import { noteAct } from '../representation/note-act.ts';
import { awaitCommand } from '../request/await-command.ts';
import { requireSession, withSession } from '../request/scope.ts';
import type { CasesContext } from '../types.ts';
import { loadCase } from './load-cases.ts';
import { mayWithdraw } from './read-case.ts';
import { frameCase } from './view-case.ts';

/**
 * Ends a case at the wish of its applicant, free until the milestone the service names; money goes back as the service promises. A process
 * that waits for the message `withdraw` ends itself instead.
 */
export async function withdrawCase(
  context: CasesContext,
  secret: string | null,
  reference: string,
): Promise<'withdrawn' | 'too-late' | 'not-found'> {
  const ordered = await withSession(context, secret, async (scope) => {
    const row = await loadCase(scope, reference);
    if (!row) return 'not-found' as const;
    if (row.outcome === 'withdrawn') return 'withdrawn' as const;
    if (!mayWithdraw(frameCase(scope, row, row.language))) return 'too-late' as const;
    const actor = requireSession(scope).principal;
    await noteAct(scope, row.case_id, 'withdrawn', withdrawalReceipt(row.case_id));
    const commandId = uuidOf(`withdraw ${row.case_id}`);
    await enqueueCommand(
      scope.client,
      row.case_id,
      commandId,
      { type: 'cancel', actor, reason: 'withdrawn', message: 'withdraw' },
      { actor },
    );
    return { caseId: row.case_id, commandId };
  });
  if (typeof ordered === 'string') return ordered;
  const outcome = await awaitCommand(context, secret, ordered.caseId, ordered.commandId);
  return outcome?.result === 'rejected' ? 'too-late' : 'withdrawn';
}
