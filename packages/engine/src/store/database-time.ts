/** What a node was told longer ago is asked again. */
const FRESH_MS = 1_000;

/**
 * The clock of the database as a node knows it from the last answer, carried on by a clock that never jumps. Behind the true one by the
 * time that answer took, at most.
 */
export class DatabaseTime {
  #told = 0;
  #at = Number.NEGATIVE_INFINITY;

  /** @param now ISO instant in an answer that came just now. */
  learn(now: string): void {
    this.#told = Date.parse(now);
    this.#at = performance.now();
  }

  /** ISO instant; null when nothing is known that is fresh. */
  now(): string | null {
    const since = performance.now() - this.#at;
    return since > FRESH_MS ? null : new Date(this.#told + since).toISOString();
  }
}
