import type pg from 'pg';
import { PLAN_BY_KEYS, PLAN_FREELY, runPipeline, type Row, type Statement } from './store/pipeline.ts';
import type { Queryable } from './types.ts';

/** Serialization failure, deadlock, and the unique key that two equal commands meet at: the other transaction is over now. */
const AGAIN = new Set(['40001', '40P01', '23505']);

/** Something that was not locked has changed, or somebody holds it: the work is done again, and reads it. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}

/**
 * A node that freezes in the middle of a step loses its connection, so that the case is free again and the late commit fails.
 * Nothing waits for a lock longer than a step can last.
 */
const TIMEOUTS = `set_config('idle_in_transaction_session_timeout', '15s', true), set_config('lock_timeout', '10s', true)`;
const OPEN: Statement = { text: 'begin', silent: true };
const BEGIN: readonly Statement[] = [OPEN, { silent: true, text: `${PLAN_BY_KEYS.text}, ${TIMEOUTS}` }];
const BEGIN_PREPARED: readonly Statement[] = [OPEN, { silent: true, text: `select ${TIMEOUTS}` }];

/** For statements that meet rows which are not locked yet: a case that somebody holds would hold up all others of the transaction. */
export const WAIT_BRIEFLY: Statement = { silent: true, text: `select set_config('lock_timeout', '200ms', true)` };
const AT_ONCE: Statement = { silent: true, text: `${PLAN_BY_KEYS.text}, set_config('lock_timeout', '200ms', true)` };
/** The same for as long as a connection lasts. */
const FOR_GOOD = AT_ONCE.text.replaceAll(', true)', ', false)');

const ownPools = new WeakSet<object>();
const prepared = new WeakSet<object>();

/** A pool whose connections serve an engine alone: they are prepared once, not in each transaction. */
export function ownPool(pool: pg.Pool): void {
  ownPools.add(pool);
}

/** A transaction that begins with its first statements, in the same round trip, and may commit with its last. */
export class Transaction {
  readonly client: pg.PoolClient;
  #state: 'new' | 'open' | 'over' = 'new';

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** Sends statements in one round trip. @returns the rows of each. */
  async send(statements: readonly Statement[]): Promise<Row[][]> {
    const begin = this.#state !== 'new' ? [] : prepared.has(this.client) ? BEGIN_PREPARED : BEGIN;
    this.#state = 'open';
    return (await runPipeline(this.client, [...begin, ...statements])).slice(begin.length);
  }

  /** Sends the last statements and commits, in one round trip; a transaction of one round trip needs neither begin nor commit. */
  async commit(statements: readonly Statement[] = []): Promise<void> {
    if (this.#state === 'new' && statements.length === 0) this.#state = 'over';
    if (this.#state === 'over') return;
    if (this.#state === 'new') await runPipeline(this.client, prepared.has(this.client) ? statements : [AT_ONCE, ...statements]);
    else await this.send([...statements, { text: 'commit', silent: true }]);
    this.#state = 'over';
  }
}

/**
 * Runs work in a transaction of its own; when it met another one, again, at most `tries` times; once more when it was `Outdated`.
 * @param work is told whether it is tried again.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (transaction: Transaction, again: boolean) => Promise<T>,
  { tries = 3 } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await onConnection(pool, async (client) => {
        const transaction = new Transaction(client);
        const result = await work(transaction, attempt > 1);
        await transaction.commit();
        return result;
      });
    } catch (error) {
      if (error instanceof Outdated ? attempt > tries : attempt >= tries || !AGAIN.has((error as { code?: string }).code ?? ''))
        throw error;
    }
  }
}

/** Lends a connection of the pool; what it left open when it failed is rolled back, and one that broke is not given back. */
export async function onConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  hearCuts(pool);
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection cut by the server is told by an event too.
  const cut = (error: Error): void => void (broken = error);
  client.on('error', cut);
  try {
    if (ownPools.has(pool) && !prepared.has(client)) {
      await client.query(FOR_GOOD);
      prepared.add(client);
    }
    return await work(client);
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.off('error', cut);
    client.release(broken);
  }
}

const heard = new WeakSet<object>();

/**
 * A cut that nobody hears ends the whole process, and the server may tell it in the moment between the pool's handing out a connection and
 * our getting it. Whoever uses the connection learns of it by the failure of the next statement.
 */
function hearCuts(pool: pg.Pool): void {
  if (heard.has(pool)) return;
  heard.add(pool);
  pool.on?.('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    client.on('error', () => {});
  });
}

/** Statements that belong together: in the caller's transaction, or, where a pool is given, in one of their own. */
export function asOne<T>(client: Queryable, work: (client: Queryable) => Promise<T>): Promise<T> {
  if (!isPool(client)) return work(client);
  return inTransaction(client, async (transaction) => {
    await transaction.send([PLAN_FREELY]);
    return work(transaction.client);
  });
}

/** A client that is lent has a release, one of its own the number of its server process. */
function isPool(client: Queryable): client is pg.Pool {
  return 'connect' in client && !('release' in client) && !('processID' in client);
}

/** What `pg` says, without a code, of a connection that is gone or cannot be had. */
const GONE = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/**
 * The database is away, begins or ends, or has cut this connection: nobody's command is to blame, and nothing is lost. Codes of the
 * server: PostgreSQL documentation, appendix A; those of the network: errno.
 */
export function isConnectionLoss(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  // 25P03: this node was frozen inside a transaction. 53300: no connection is left.
  if (/^(08|57P|25P0[34]$|53300$)/.test(code)) return true;
  if (/^(E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_))/.test(code)) return true;
  return GONE.test((error as Error).message);
}
