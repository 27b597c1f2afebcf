import { breathe } from './breath.ts';
import type { Execution } from './decide.ts';
import { execute, executeBatch, goesOnByItself, type Executed, type Node } from './execute.ts';
import { sizeOf } from './run/size.ts';
import { deleteWork, postponeWork, readTaken, takeThis, takeWork, type WorkRow } from './store/take-work.ts';
import { inTransaction, isConnectionLoss } from './transaction.ts';

/** Commands of one commit. */
const MOST = 16;
/** Characters of a command from which on reading it has a turn of the loop for itself. */
const LARGE_CHARACTERS = 20_000;
/** Instances that go on by themselves in one commit: their steps may be large, and whoever waits for a command comes before the next. */
const MOST_BY_THEMSELVES = 4;

/** Executes due commands of engine.work, each in the transaction that deletes it. @returns how many were executed or failed. */
export async function drainWork(node: Node, now: () => string | null, limit: number): Promise<number> {
  let done = 0;
  // What others hold is left to them; when nothing else was found, more is looked at.
  let look = MOST;
  let blocked = false;
  while (done < limit) {
    const size = look > MOST ? look : Math.min(MOST, limit - done);
    const { found, left, executed, more } = await drainBatch(node, now(), { size, byThemselves: blocked });
    done += executed;
    blocked = executed === 0 && left && !blocked;
    if (blocked) continue;
    if (executed === 0 && (found < size || look >= MOST * 16)) break;
    if (executed > 0 && found < size && !more) break;
    look = executed === 0 ? look * 4 : MOST;
  }
  return done;
}

interface Drained {
  /** Due commands of different cases that were free. */
  found: number;
  /** Not all of them were tried, for some come before the others. */
  left: boolean;
  executed: number;
  /** A case that was served has more commands, or not all that were taken could be tried. */
  more: boolean;
}

/** @param asked.byThemselves rather what nobody waits for: all else is held by others. */
async function drainBatch(node: Node, now: string | null, asked: { size: number; byThemselves: boolean }): Promise<Drained> {
  let found = 0;
  let taken: WorkRow[] = [];
  let executed: Executed[];
  try {
    executed = await inTransaction(
      node.pool,
      async (transaction) => {
        const [rows] = await transaction.send([takeWork(now, asked.size)]);
        const due = readTaken(rows!);
        // What was read is taken apart in the same turn of the loop.
        if (due.some(isLarge)) await breathe(performance.now(), { always: true });
        found = due.length;
        taken = shareOf(due, asked);
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
    return { found, left: taken.length < found, executed: taken.length, more: true };
  }
  for (const [index, each] of executed.entries()) {
    if (typeof each === 'object' && 'failed' in each) await postpone(node, now, taken[index]!, each.failed);
  }
  const left = taken.length < found;
  const more =
    left ||
    executed.some((each, index) => each === 'late' || (isSettled(each) && (taken[index]!.more || (each.write?.unfinished ?? false))));
  return { found, left, executed: executed.filter((each) => typeof each === 'object').length, more };
}

/** What somebody waits for; when there is nothing of that, some of what goes on by itself. */
function shareOf(due: WorkRow[], { size, byThemselves }: { size: number; byThemselves: boolean }): WorkRow[] {
  const first = due.filter((work) => goesOnByItself(work) === byThemselves);
  if (first.length > 0 && !byThemselves) return first;
  return (first.length > 0 ? first : due).slice(0, Math.max(MOST_BY_THEMSELVES, size >> 2));
}

function isLarge({ command }: WorkRow): boolean {
  return sizeOf(command, LARGE_CHARACTERS) > LARGE_CHARACTERS;
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
