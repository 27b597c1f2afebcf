import type pg from 'pg';

/** Serialization failure, deadlock, and the unique key that two equal commands meet at: the other transaction is over now. */
const AGAIN = new Set(['40001', '40P01', '23505']);

/**
 * A node that freezes in the middle of a step loses its connection, so that the case is free again and the late commit fails.
 * Nothing waits for a lock longer than a step can last.
 */
const BEGIN = `begin; set local idle_in_transaction_session_timeout = '15s'; set local lock_timeout = '10s'`;

/** Runs work in a transaction of its own; when it met another one, again, at most three times. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    // A connection cut by the server is told by an event too; unheard, it would end the whole process.
    const cut = (error: Error): void => void (broken = error);
    client.on('error', cut);
    try {
      await client.query(BEGIN);
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((cause: Error) => (broken = cause));
      if (attempt >= 3 || !AGAIN.has((error as { code?: string }).code ?? '')) throw error;
    } finally {
      client.off('error', cut);
      client.release(broken);
    }
  }
}
