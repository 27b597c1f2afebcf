import { randomUUID } from 'node:crypto';
import { execute, type Node } from './execute.ts';
import type { Command, CommandOutcome, DryRun, PathEntry } from './types.ts';

/** Executes a command in a transaction that is rolled back, without `onStep`. */
export async function dryRun(node: Node, caseId: string, command: Command): Promise<DryRun> {
  const client = await node.pool.connect();
  try {
    await client.query(`begin; set local lock_timeout = '10s'`);
    const commandId = `dry-run:${randomUUID()}`;
    const outcome: CommandOutcome = await execute({ ...node, onStep: undefined }, client, { caseId, commandId, command, actor: null });
    const { rows } = await client.query('select path, data from engine.event where case_id = $1 and command_id = $2', [caseId, commandId]);
    const [event] = rows as { path: PathEntry[]; data: Record<string, unknown> }[];
    return { outcome, path: event?.path ?? [], data: event?.data ?? {} };
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}
