import type { Scope } from '../feel/scope.ts';
import type { Value } from '../feel/values/kind.ts';

/**
 * What is known of one use of a decision file during an evaluation: values of its inputs and decisions by id (what is
 * here is not computed again), and the data its inputs are read from. A file imported twice, by way of two others, is
 * used twice, each time with data of its own.
 */
export class Known {
  readonly values = new Map<string, Value>();
  /** Functions of knowledge models, by id. */
  readonly functions = new Map<string, Value>();
  /** Where inputs are read by name, null where only `values` count (inside a decision service). */
  readonly data: Scope | null;
  readonly #imported = new Map<string, Known>();

  constructor(data: Scope | null) {
    this.data = data;
  }

  /** The use of a file imported under a name. Its data is the entry of that name; without one, the data here. */
  imported(name: string): Known {
    let known = this.#imported.get(name);
    if (known === undefined) {
      const entry = name === '' ? undefined : this.data?.find(name);
      known = new Known(entry instanceof Map ? contextScope(entry) : this.data);
      this.#imported.set(name, known);
    }
    return known;
  }
}

function contextScope(context: Map<string, Value>): Scope {
  return { find: (name) => context.get(name), findPath: () => undefined };
}
