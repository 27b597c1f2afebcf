import { parseArgs } from 'node:util';
import { readAnchors, verifyChain } from '@einwohnerportal/cases';
import pg from 'pg';
import { UsageError } from './errors.ts';

/**
 * `einwohnerportal verify-log`: checks the audit log against its chain of seals and the anchors outside of the database, prints one JSON
 * object, and gives 1 when something does not fit. `DATABASE_URL` is that of the role `ep_audit`.
 */
export async function verifyLog(words: string[]): Promise<number> {
  const file = anchorsOf(words);
  if (!process.env['DATABASE_URL']) throw new UsageError('expected the database in DATABASE_URL, got nothing');
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 1 });
  pool.on('error', () => {});
  try {
    const report = await verifyChain(pool, file === undefined ? [] : await readAnchors(file), new Date());
    console.log(JSON.stringify(report, null, 2));
    if (file === undefined) console.error('Without --anchors a tail that was cut off cannot be seen.');
    return report.faults.length === 0 ? 0 : 1;
  } finally {
    await pool.end();
  }
}

function anchorsOf(words: string[]): string | undefined {
  try {
    return parseArgs({ args: words, options: { anchors: { type: 'string' } } }).values.anchors;
  } catch {
    throw new UsageError('expected verify-log [--anchors <file>], got other words');
  }
}
