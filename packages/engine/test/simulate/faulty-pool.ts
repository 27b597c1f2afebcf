import type pg from 'pg';
import type { Random } from './random.ts';

/** The node has died; its caller learns nothing. */
export class Crash extends Error {}

/**
 * A pool of a node that may die at each thing it sends, before the server got it or after it was done with it: then open transactions roll
 * back, as when connections are cut, and every further use fails. `gone` resolves when the server has noticed.
 */
export function faultyPool(
  pool: pg.Pool,
  random: Random,
  chance: number,
): { pool: pg.Pool; dead: () => boolean; gone: () => Promise<unknown> } {
  let dead = false;
  const lent = new Set<pg.PoolClient>();
  const closing: Promise<void>[] = [];
  const die = (): never => {
    dead = true;
    for (const client of lent)
      closing.push(
        client.query('rollback').then(
          () => client.release(),
          () => client.release(true),
        ),
      );
    lent.clear();
    throw new Crash('the node has died');
  };
  const guard = async <T>(run: () => Promise<T>): Promise<T> => {
    if (dead) throw new Crash('the node has died');
    const when = random.chance(chance) ? random.pick(['before', 'after'] as const) : null;
    if (when === 'before') die();
    let answer: T;
    try {
      answer = await run();
    } catch (error) {
      // What others were waiting for on the node's connections.
      throw dead ? new Crash('the node has died') : error;
    }
    if (dead) throw new Crash('the node has died');
    if (when === 'after') die();
    return answer;
  };
  const faulty = {
    query: (...args: unknown[]) => guard(() => (pool.query as (...all: unknown[]) => Promise<unknown>).apply(pool, args)),
    connect: async () => {
      if (dead) throw new Crash('the node has died');
      const client = await pool.connect();
      if (dead) {
        client.release();
        throw new Crash('the node has died');
      }
      lent.add(client);
      return {
        query: (...args: unknown[]) => guard(() => (client.query as (...all: unknown[]) => Promise<unknown>).apply(client, args)),
        on: () => {},
        off: () => {},
        release: (broken?: boolean | Error) => {
          if (lent.delete(client)) client.release(broken);
        },
      };
    },
  };
  return { pool: faulty as unknown as pg.Pool, dead: () => dead, gone: () => Promise.all(closing) };
}
