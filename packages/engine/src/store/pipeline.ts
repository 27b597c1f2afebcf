import pg from 'pg';
import type { Queryable } from '../types.ts';
import { Messages } from './messages.ts';

/** A parameter as the server reads it: text, its binary form, or null. */
export type Parameter = string | Buffer | null;

/** A statement that is prepared once per connection. */
export interface Statement {
  text: string;
  values?: readonly Parameter[];
  /** Nobody reads what it gives: its columns are not asked for. */
  silent?: boolean;
}

export type Row = Record<string, unknown>;

/**
 * Sends statements together and waits once for all of them: a statement that fails ends the rest unexecuted. Outside a transaction they
 * are one of their own. Does not work on connections with the option `pipeline` of `pg`.
 * @returns the rows of each statement.
 */
export async function runPipeline(client: Queryable, statements: readonly Statement[]): Promise<Row[][]> {
  return (await client.query(new Pipeline(statements) as never)) as unknown as Row[][];
}

/**
 * For the transaction: plans go by keys, and are kept. One made while a table was small would otherwise read all of it until the table is
 * analyzed; and since the size of a batch is not known to a kept plan, the server would rather plan each time, which costs more than the
 * execution. Nor is a table put aside to be compared with each row of a batch.
 */
export const PLAN_BY_KEYS: Statement = {
  silent: true,
  text: `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('enable_material', 'off', true),
    set_config('plan_cache_mode', 'force_generic_plan', true)`,
};

/** Plans as usual again, for statements of the host. */
export const PLAN_FREELY: Statement = {
  silent: true,
  text: PLAN_BY_KEYS.text.replaceAll("'off'", "'on'").replace('force_generic_plan', 'auto'),
};

/** For the rest of the transaction: statements are planned for what they are given, by tables as large as they are now. */
export const PLAN_ANEW: Statement = { silent: true, text: `select set_config('plan_cache_mode', 'force_custom_plan', true)` };

const names = new Map<string, string>();

/** Texts are few and constant, so each is prepared once per connection. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = `engine-${names.size + 1}`));
  return name;
}

interface Wire {
  stream: { writable: boolean; write(bytes: Buffer): boolean };
  parsedStatements: Record<string, string>;
}

const messages = new Messages();

interface FieldList {
  addFields(fields: unknown): void;
  parseRow(fields: unknown): Row;
}

/**
 * What `pg` calls a submittable: it writes its own messages and gets the answers. One sync at the end, so that the server answers once.
 * A promise as well: whoever hands it to `client.query` may wait for it.
 */
class Pipeline implements PromiseLike<Row[][]> {
  readonly #statements: readonly Statement[];
  readonly #rows: Row[][] = [];
  readonly #done: Promise<Row[][]>;
  #resolve!: (rows: Row[][]) => void;
  #reject!: (error: Error) => void;
  #current: FieldList | null = null;
  #failed = false;
  #wire: Wire | null = null;
  /** Set by `pg` when a pool is asked, or has a `query_timeout`. */
  callback: ((error: Error | null, rows?: Row[][]) => void) | null = null;

  constructor(statements: readonly Statement[]) {
    this.#statements = statements;
    this.#rows = statements.length > 0 ? [[]] : [];
    this.#done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A pool tells a failure by the callback: nobody may be listening here, and a rejection unheard ends the whole process.
    this.#done.catch(() => {});
  }

  then<A = Row[][], B = never>(
    done?: ((rows: Row[][]) => A | PromiseLike<A>) | null,
    failed?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    return this.#done.then(done, failed);
  }

  /** @returns what kept it from being sent; `pg` then tells it by `handleError`. */
  submit(connection: unknown): Error | null {
    const wire = (this.#wire = connection as Wire);
    try {
      for (const { text, values = [], silent = false } of this.#statements) {
        const name = nameOf(text);
        if (wire.parsedStatements[name] === undefined) {
          // A try that failed may have left it on the server; closing what is not there is no error.
          messages.close(name);
          messages.parse(name, text);
        }
        messages.run(name, values, silent);
      }
      // Who waits for an answer of a connection that is gone is told so by `pg`.
      if (wire.stream.writable) wire.stream.write(messages.sync());
      return null;
    } catch (error) {
      return error as Error;
    } finally {
      messages.forget();
    }
  }

  handleRowDescription(message: { fields: unknown }): void {
    this.#current = new (pg as unknown as { Result: new () => FieldList }).Result();
    this.#current.addFields(message.fields);
  }

  handleDataRow(message: { fields: unknown }): void {
    if (this.#current) this.#rows.at(-1)!.push(this.#current.parseRow(message.fields));
  }

  handleCommandComplete(): void {
    const { text } = this.#statements[this.#rows.length - 1]!;
    this.#wire!.parsedStatements[nameOf(text)] = text;
    this.#current = null;
    if (this.#rows.length < this.#statements.length) this.#rows.push([]);
  }

  handleError(error: Error): void {
    this.#failed = true;
    this.#reject(error);
    this.callback?.(error);
  }

  handleReadyForQuery(): void {
    if (this.#failed) return;
    this.#resolve(this.#rows);
    this.callback?.(null, this.#rows);
  }

  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
}

/** A one-dimensional array as a parameter. */
export function arrayParameter(values: readonly string[]): string {
  return `{${values.map(arrayItem).join(',')}}`;
}

/** Number of a built-in type, which never changes (pg_type.dat of PostgreSQL). */
const JSONB = 3802;

/**
 * An array of `jsonb` in binary form, which needs nothing escaped: dimensions, whether there are nulls, type, length, lower bound, then each
 * element with its length in front (array_recv and jsonb_recv of PostgreSQL).
 */
export function jsonbArray(texts: readonly (string | null)[]): Buffer {
  let size = 20;
  for (const text of texts) size += text === null ? 4 : 5 + Buffer.byteLength(text);
  const array = Buffer.allocUnsafe(size);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(JSONB, 8);
  array.writeInt32BE(texts.length, 12);
  array.writeInt32BE(1, 16);
  let at = 20;
  for (const text of texts) {
    const length = text === null ? -1 : 1 + array.write(text, at + 5);
    array.writeInt32BE(length, at);
    // Version of the binary form.
    if (text !== null) array[at + 4] = 1;
    at += 4 + Math.max(0, length);
  }
  return array;
}

const TO_ESCAPE = /["\\]/;

/** A text inside an array parameter. */
export function arrayItem(value: string): string {
  return `"${TO_ESCAPE.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}
