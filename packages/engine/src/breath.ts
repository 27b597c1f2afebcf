/** Work of this node that goes on for so long lets others have their turn first. */
const LONGEST_MS = 4;

/** Whether work that began then goes on for so long that it should be interrupted. Costs less than to breathe in vain. */
export function isLong(begun: number): boolean {
  return performance.now() - begun >= LONGEST_MS;
}

/**
 * Expensive work in pieces: commands of other cases, answers of the database and timers come in between.
 * @param begun `performance.now()` when this piece began. @returns the same of the next piece.
 */
export async function breathe(begun: number, { always = false } = {}): Promise<number> {
  if (!always && !isLong(begun)) return begun;
  // The first ends this turn of the loop, but one that began with an answer of the database hears nobody else before; the second does.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  return performance.now();
}

/** Lets commands that somebody waits for go first. */
export interface Foreground {
  /**
   * Resolves when none is under way on this node, or after `most` milliseconds: what goes on by itself is held up, not stopped.
   * @returns whether it had to wait.
   */
  rest(most: number): Promise<boolean>;
}
