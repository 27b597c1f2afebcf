/** The rows of one table of one instance in memory, remembering what has to be written. */
export class Rows<T> {
  readonly #key: (row: T) => string;
  readonly #weigh: (row: T) => number;
  readonly #rows = new Map<string, T>();
  readonly #stored = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #removed = new Map<string, T>();
  /** Characters of each row; made when first asked for. */
  #weights: Map<string, number> | null = null;
  #weight = 0;

  constructor(key: (row: T) => string, loaded: T[] = [], weigh: (row: T) => number = () => 0) {
    this.#key = key;
    this.#weigh = weigh;
    for (const row of loaded) {
      this.#rows.set(key(row), row);
      this.#stored.add(key(row));
    }
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Characters of all rows, about. */
  get weight(): number {
    if (!this.#weights) {
      this.#weights = new Map();
      for (const [key, row] of this.#rows) this.#count(key, row);
    }
    return this.#weight;
  }

  #count(key: string, row: T | null): void {
    if (!this.#weights) return;
    this.#weight -= this.#weights.get(key) ?? 0;
    if (row === null) return void this.#weights.delete(key);
    const weight = this.#weigh(row);
    this.#weights.set(key, weight);
    this.#weight += weight;
  }

  find(condition: (row: T) => boolean): T | undefined {
    for (const row of this.#rows.values()) if (condition(row)) return row;
    return undefined;
  }

  get(key: string | number): T | undefined {
    return this.#rows.get(String(key));
  }

  all(): T[] {
    return [...this.#rows.values()];
  }

  /** Adds or replaces a row, or marks a row changed in place. */
  put(row: T): T {
    const key = this.#key(row);
    this.#rows.set(key, row);
    this.#changed.add(key);
    this.#removed.delete(key);
    this.#count(key, row);
    return row;
  }

  remove(key: string | number): void {
    const row = this.#rows.get(String(key));
    if (!row) return;
    this.#rows.delete(String(key));
    this.#changed.delete(String(key));
    this.#removed.set(String(key), row);
    this.#count(String(key), null);
  }

  removeWhere(condition: (row: T) => boolean): void {
    for (const row of this.all()) if (condition(row)) this.remove(this.#key(row));
  }

  changed(): T[] {
    return [...this.#changed].map((key) => this.#rows.get(key)!);
  }

  /** Of the changed rows those that are stored already, or those that are not. */
  changedIf(stored: boolean): T[] {
    return [...this.#changed].filter((key) => this.#stored.has(key) === stored).map((key) => this.#rows.get(key)!);
  }

  /** Rows to delete; one that came and went within the step was never written. */
  removed(): T[] {
    return [...this.#removed].filter(([key]) => this.#stored.has(key)).map(([, row]) => row);
  }
}
