import type { TokenRow } from '../../src/run/instance.ts';
import type { PathEntry } from '../../src/types.ts';

/** How a token goes. */
const LEAVES = new Set(['completed', 'cancelled', 'joined']);

/** What the history tells of every token: it must come once, go once, and be gone exactly when it has gone. */
export class TokenHistory {
  readonly #entered = new Map<number, string>();
  readonly #left = new Map<number, string>();
  /** Entered and not yet left. */
  readonly #there = new Set<number>();
  readonly #faults: string[] = [];

  /** What a step did, in its order. */
  tell(path: readonly Pick<PathEntry, 'token' | 'what' | 'element'>[]): void {
    for (const { token, what, element } of path) {
      // What could not go on where it stood is entered once more.
      if (what === 'failed') this.#forget(token);
      if (what === 'entered') this.#enter(token, element);
      if (LEAVES.has(what)) this.#leave(token, what, element);
    }
  }

  #forget(token: number): void {
    this.#entered.delete(token);
    this.#there.delete(token);
  }

  #enter(token: number, element: string): void {
    if (this.#entered.has(token)) this.#faults.push(`token ${token} was entered twice, at ${this.#entered.get(token)} and ${element}`);
    this.#entered.set(token, element);
    if (!this.#left.has(token)) this.#there.add(token);
  }

  #leave(token: number, what: string, element: string): void {
    const before = this.#left.get(token);
    // An event that ends its own scope from inside has completed, and is cancelled with it.
    const endsItself = before === 'completed' && what === 'cancelled' && /^(end|throw)/.test(element);
    if (before && !endsItself) this.#faults.push(`token ${token} left twice, ${before} and ${what} ${element}`);
    this.#left.set(token, what);
    this.#there.delete(token);
  }

  /** What does not hold, seen from the tokens that are there. */
  broken(tokens: readonly TokenRow[]): string[] {
    const faults = [...this.#faults];
    const open = new Set(tokens.map(({ token_no }) => token_no));
    for (const no of open) if (this.#left.has(no)) faults.push(`token ${no} has left and is still there`);
    for (const no of this.#there) if (!open.has(no)) faults.push(`token ${no} vanished from ${this.#entered.get(no)}`);
    return faults;
  }
}
