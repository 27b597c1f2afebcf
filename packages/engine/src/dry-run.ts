import { randomUUID } from 'node:crypto';
import { rehearse, type Node } from './execute.ts';
import { onConnection, Transaction } from './transaction.ts';
import type { Command, DryRun } from './types.ts';

/** Decides a command on the rows as they are now; nothing is written and `onStep` is not called. */
export async function dryRun(node: Node, caseId: string, command: Command): Promise<DryRun> {
  return onConnection(node.pool, async (client) => {
    const execution = { caseId, commandId: `dry-run:${randomUUID()}`, command, actor: null };
    const { outcome, write } = await rehearse(node, new Transaction(client), execution, { careful: true });
    await client.query('rollback');
    return { outcome, path: [...(write?.event.path ?? [])], data: write?.event.data ?? {} };
  });
}
