import { listLetters, noteReturned } from '@einwohnerportal/cases';
import pg from 'pg';
import { UsageError } from './errors.ts';

const USAGE = 'expected letters list, letters list --all, or letters returned <letter id>';

/** Letters on paper: those that wait or came back, and noting that the post brought one back. `DATABASE_URL` is that of the machine or the owner. */
export async function letters([what, value, ...rest]: string[]): Promise<number> {
  if (!process.env.DATABASE_URL) throw new UsageError('expected DATABASE_URL of the machine, got none');
  if (rest.length > 0) throw new UsageError(USAGE);
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
  try {
    if (what === 'list' && (value === undefined || value === '--all')) {
      const rows = await listLetters(pool, value === '--all');
      for (const { authority, createdAt, handedOverAt, letterId, reference, state } of rows)
        console.log(`${letterId}  ${state.padEnd(11)} ${reference}  ${authority}  ${handedOverAt ?? createdAt}`);
      if (rows.length === 0) console.log('no letter waits and none came back');
      return 0;
    }
    if (what !== 'returned' || value === undefined) throw new UsageError(USAGE);
    const noted = await noteReturned(pool, value, new Date().toISOString());
    console.log(noted ? `returned ${value}` : `no letter of this id had been handed over`);
    return noted ? 0 : 1;
  } finally {
    await pool.end();
  }
}
