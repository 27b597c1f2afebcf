import type pg from 'pg';

/** Where a life ends: at the n-th time (from 1) that it comes to a boundary of this name. */
export interface End {
  at: string;
  nth: number;
}

/**
 * One life of a worker. Everything that leaves the process is a boundary, before and after: a statement, content, a seal, a call, a mail. At
 * its end nothing returns any more, as in a process that was killed: what was sent is sent, what was not is not.
 */
export class Life {
  /** Boundaries passed so far, in order. */
  readonly passed: string[] = [];
  /** Resolves when the life has ended. */
  readonly ended: Promise<void>;
  readonly #end: End | null;
  readonly #counts = new Map<string, number>();
  #dead = false;
  #over!: () => void;

  constructor(end: End | null) {
    this.#end = end;
    this.ended = new Promise((resolve) => (this.#over = resolve));
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Ends it wherever it is. */
  kill(): void {
    this.#dead = true;
    this.#over();
  }

  cross(at: string): Promise<void> {
    if (!this.#dead) {
      this.passed.push(at);
      const count = (this.#counts.get(at) ?? 0) + 1;
      this.#counts.set(at, count);
      if (at === this.#end?.at && count === this.#end.nth) this.kill();
    }
    return this.#dead ? new Promise(() => {}) : Promise.resolve();
  }

  /** The same function with a boundary before and after it. */
  around<A extends unknown[], R>(name: string, work: (...args: A) => R | Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      await this.cross(`before ${name}`);
      try {
        return await work(...args);
      } finally {
        await this.cross(`after ${name}`);
      }
    };
  }

  /** The same object, of which each function leaves the process; `each` may put boundaries into what they give. */
  of<T extends object>(name: string, outside: T, each: (method: string, result: unknown) => unknown = (_method, result) => result): T {
    const made = new Map<string | symbol, unknown>();
    return new Proxy(outside, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function' || typeof key === 'symbol') return value;
        if (!made.has(key)) {
          const call = this.around(`${name}.${key}`, (...args: unknown[]) =>
            (value as (...args: unknown[]) => unknown).apply(target, args),
          );
          made.set(key, async (...args: unknown[]) => each(key, await call(...args)));
        }
        return made.get(key);
      },
    });
  }

  /** A pool whose statements are boundaries. */
  pool(pool: pg.Pool): pg.Pool {
    const bound = (target: object, key: string | symbol): unknown => {
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    };
    const query = (target: pg.Pool | pg.PoolClient) =>
      this.around('statement', (...args: unknown[]) => (target.query as (...args: unknown[]) => unknown).apply(target, args));
    return new Proxy(pool, {
      get: (target, key) => {
        if (key === 'query') return query(target);
        if (key !== 'connect') return bound(target, key);
        return async () => {
          const client = await target.connect();
          const statement = query(client);
          return new Proxy(client, { get: (of, name) => (name === 'query' ? statement : bound(of, name)) });
        };
      },
    });
  }
}
