import type { Execution } from './decide.ts';
import { execute, executeBatch, type Executed, type Node } from './execute.ts';
import { deleteWork, postponeWork, readTaken, takeThis, takeWork, type WorkRow } from './store/take-work.ts';
import { inTransaction, isConnectionLoss } from './transaction.ts';

/** Commands of one commit. */
const MOST = 16;

/** Executes due commands of engine.work, each in the transaction that deletes it. @returns how many were executed or failed. */
export async function drainWork(node: Node, now: () => string | null, limit: number): Promise<number> {
  let done = 0;
  // What others hold is left to them; when nothing else was found, more is looked at.
  let look = MOST;
  while (done < limit) {
    const size = look > MOST ? look : Math.min(MOST, limit - done);
    const { taken, executed, more } = await drainBatch(node, now(), size);
    done += executed;
    if (executed === 0 && (taken < size || look >= MOST * 16)) break;
    if (executed > 0 && taken < size && !more) break;
    look = executed === 0 ? look * 4 : MOST;
  }
  return done;
}

interface Drained {
  taken: number;
  executed: number;
  /** A case that was served has more commands, or not all that were taken could be tried. */
  more: boolean;
}

async function drainBatch(node: Node, now: string | null, size: number): Promise<Drained> {
  let taken: WorkRow[] = [];
  let executed: Executed[];
  try {
    executed = await inTransaction(
      node.pool,
      async (transaction) => {
        const [rows] = await transaction.send([takeWork(now, size)]);
        taken = readTaken(rows!);
        if (taken.length === 0) return [];
        return executeBatch(node, transaction, taken.map(executionOf), (all) => {
          const settled = taken.filter((_, index) => isSettled(all[index]!));
          return settled.length > 0 ? [deleteWork(settled)] : [];
        });
      },
      { tries: 1 },
    );
  } catch (error) {
    if (taken.length === 0 || isConnectionLoss(error)) throw error;
    for (const work of taken) await executeThis(node, now, work);
    return { taken: taken.length, executed: taken.length, more: true };
  }
  for (const [index, each] of executed.entries()) {
    if (typeof each === 'object' && 'failed' in each) await postpone(node, now, taken[index]!, each.failed);
  }
  const more = executed.some(
    (each, index) => each === 'late' || (isSettled(each) && (taken[index]!.more || (each.write?.unfinished ?? false))),
  );
  return { taken: taken.length, executed: executed.filter((each) => typeof each === 'object').length, more };
}

function isSettled(executed: Executed): executed is Extract<Executed, { outcome: unknown }> {
  return typeof executed === 'object' && 'outcome' in executed;
}

function executionOf(work: WorkRow): Execution {
  return { caseId: work.case_id, commandId: work.command_id, command: work.command, actor: work.actor };
}

/** One of a batch that could not be written together. */
async function executeThis(node: Node, now: string | null, work: WorkRow): Promise<void> {
  try {
    await inTransaction(node.pool, async (transaction) => {
      const [rows] = await transaction.send([takeThis(now, work)]);
      if (rows!.length > 0) await execute(node, transaction, executionOf(work), { more: [deleteWork([work])], careful: true });
    });
  } catch (error) {
    if (isConnectionLoss(error)) throw error;
    await postpone(node, now, work, error);
  }
}

async function postpone(node: Node, now: string | null, work: WorkRow, error: unknown): Promise<void> {
  await postponeWork(node.pool, work, now, (error as { code?: string }).code ?? (error as Error).name);
}
