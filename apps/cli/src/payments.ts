import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importBankFile, listOpenMoney, noteMoneyDone } from '@einwohnerportal/cases';
import { readCamt } from '@einwohnerportal/connectors';
import pg from 'pg';
import { UsageError } from './errors.ts';

const USAGE = 'expected payments import <file>…, payments list, or payments done <key> <note>';

/**
 * Bank files and money that a person must look at. `DATABASE_URL` is that of the machine's role or of the owner of the tables. A file that was read
 * before changes nothing; one that is no bank file is refused as a whole.
 */
export async function payments(words: string[]): Promise<number> {
  const [what, ...rest] = read(words);
  if (!process.env.DATABASE_URL) throw new UsageError('expected DATABASE_URL of the machine, got none');
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
  try {
    if (what === 'import' && rest.length > 0) return await importFiles(pool, rest);
    if (what === 'list' && rest.length === 0) return await list(pool);
    if (what === 'done' && rest.length > 1) return await done(pool, rest);
    throw new UsageError(USAGE);
  } finally {
    await pool.end();
  }
}

function read(words: string[]): string[] {
  try {
    return parseArgs({ args: words, allowPositionals: true, options: {} }).positionals;
  } catch {
    throw new UsageError(USAGE);
  }
}

async function importFiles(pool: pg.Pool, paths: string[]): Promise<number> {
  let failed = 0;
  for (const path of paths) {
    try {
      const { counts, known, repeated } = await importBankFile(pool, readFileSync(path), readCamt, new Date().toISOString());
      const told = Object.entries(counts).map(([judged, count]) => `${count} ${judged}`);
      console.log(
        `${path}: ${known ? 'read before' : [...told, ...(repeated ? [`${repeated} told before`] : [])].join(', ') || 'no credits'}`,
      );
    } catch (error) {
      failed += 1;
      console.error(`${path}: ${(error as Error).message} (${(error as { code?: string }).code ?? 'failed'})`);
    }
  }
  return failed > 0 ? 1 : 0;
}

async function list(pool: pg.Pool): Promise<number> {
  const rows = await listOpenMoney(pool);
  for (const row of rows)
    console.log(
      `${row.key}  ${row.what.padEnd(10)} ${row.currency} ${row.amount.padStart(10)}  ${row.on}  ${row.reference ?? '-'}  ${row.caseReference ?? '-'}`,
    );
  if (rows.length === 0) console.log('nothing is open');
  return 0;
}

async function done(pool: pg.Pool, [key = '', ...note]: string[]): Promise<number> {
  const noted = await noteMoneyDone(pool, key, `${process.env.USER ?? 'unknown'}: ${note.join(' ')}`, new Date().toISOString());
  console.log(noted ? `done ${key}` : `nothing open has the key ${key}`);
  return noted ? 0 : 1;
}
