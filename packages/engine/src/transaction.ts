import type pg from 'pg';

/** Serialization failure, deadlock, and the unique key that two equal commands meet at: the other transaction is over now. */
const AGAIN = new Set(['40001', '40P01', '23505']);

/** Runs work in a transaction of its own; when it met another one, again, at most three times. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((cause: Error) => (broken = cause));
      if (attempt >= 3 || !AGAIN.has((error as { code?: string }).code ?? '')) throw error;
    } finally {
      client.release(broken);
    }
  }
}
