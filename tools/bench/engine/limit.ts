import type pg from 'pg';
import { newCaseId } from './order.ts';

/** Write-ahead log that an insert into this table, its key and its commit cost besides the bytes themselves; an estimate. */
const OVERHEAD = 240;

/**
 * What the database could do at best: as many commits as a life has steps that wait, each one prepared statement, and in all as many
 * bytes of write-ahead log as a life writes.
 */
export async function openLimit(pool: pg.Pool, logBytes: number, commits: number): Promise<() => Promise<void>> {
  await pool.query(
    'create schema bound; create table bound.row (case_id uuid, step integer, data text not null, primary key (case_id, step)); alter table bound.row alter data set storage external',
  );
  const data = 'x'.repeat(Math.max(1, Math.round(logBytes / commits) - OVERHEAD));
  return async () => {
    const caseId = newCaseId();
    for (let step = 0; step < commits; step += 1) {
      await pool.query({ name: 'bound', text: 'insert into bound.row values ($1, $2, $3)', values: [caseId, step, data] });
    }
  };
}
