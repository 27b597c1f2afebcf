/** The rows of one table of one instance in memory, remembering what has to be written. Most tables of most instances are empty: they cost nothing. */
export class Rows<T> {
  readonly #key: (row: T) => string;
  readonly #weigh: (row: T) => number;
  #rows: Map<string, T> | null = null;
  #stored: Set<string> | null = null;
  #changed: Set<string> | null = null;
  #removed: Map<string, T> | null = null;
  /** Characters of each row; made when first asked for. */
  #weights: Map<string, number> | null = null;
  #weight = 0;

  constructor(key: (row: T) => string, loaded: T[] = [], weigh: (row: T) => number = () => 0) {
    this.#key = key;
    this.#weigh = weigh;
    if (loaded.length === 0) return;
    this.#rows = new Map();
    this.#stored = new Set();
    for (const row of loaded) {
      const own = key(row);
      this.#rows.set(own, row);
      this.#stored.add(own);
    }
  }

  get size(): number {
    return this.#rows?.size ?? 0;
  }

  /** Whether anything may have to be written. */
  get touched(): boolean {
    return this.#changed !== null || this.#removed !== null;
  }

  /** Characters of all rows, about. */
  get weight(): number {
    if (!this.#rows) return 0;
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
    if (this.#rows) for (const row of this.#rows.values()) if (condition(row)) return row;
    return undefined;
  }

  get(key: string | number): T | undefined {
    return this.#rows?.get(String(key));
  }

  all(): T[] {
    return this.#rows ? [...this.#rows.values()] : [];
  }

  /** Adds or replaces a row, or marks a row changed in place. */
  put(row: T): T {
    const key = this.#key(row);
    (this.#rows ??= new Map()).set(key, row);
    (this.#changed ??= new Set()).add(key);
    this.#removed?.delete(key);
    this.#count(key, row);
    return row;
  }

  remove(key: string | number): void {
    const text = String(key);
    const row = this.#rows?.get(text);
    if (!row) return;
    this.#rows!.delete(text);
    this.#changed?.delete(text);
    (this.#removed ??= new Map()).set(text, row);
    this.#count(text, null);
  }

  removeWhere(condition: (row: T) => boolean): void {
    for (const row of this.all()) if (condition(row)) this.remove(this.#key(row));
  }

  changed(): T[] {
    return this.#changed ? Array.from(this.#changed, (key) => this.#rows!.get(key)!) : [];
  }

  /** Of the changed rows those that are stored already, or those that are not. */
  changedIf(stored: boolean): T[] {
    const rows: T[] = [];
    if (this.#changed) for (const key of this.#changed) if ((this.#stored?.has(key) ?? false) === stored) rows.push(this.#rows!.get(key)!);
    return rows;
  }

  /** Rows to delete; one that came and went within the step was never written. */
  removed(): T[] {
    const rows: T[] = [];
    if (this.#removed) for (const [key, row] of this.#removed) if (this.#stored?.has(key)) rows.push(row);
    return rows;
  }
}
