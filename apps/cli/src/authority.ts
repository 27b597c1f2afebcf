import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportAuthorities, importAuthorities } from '@einwohnerportal/cases';
import pg from 'pg';
import { problemLine } from './check.ts';
import { UsageError } from './errors.ts';

const USAGE =
  'expected authority export <folder>, or authority import <folder> --by <name> [--replace], with DATABASE_URL of the machine and CANTON';

/**
 * Writes what is in force below `<folder>/authorities/`, or makes the files that lie there hold. Exit code 1 when an import was refused;
 * then nothing has changed.
 */
export async function authority(words: string[]): Promise<number> {
  const { values, positionals } = read(words);
  const [what, folder, ...rest] = positionals;
  const { DATABASE_URL, CANTON } = process.env;
  if (!folder || rest.length > 0 || !DATABASE_URL || !CANTON || (what === 'import' && !values.by)) throw new UsageError(USAGE);
  if (what !== 'export' && what !== 'import') throw new UsageError(USAGE);
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 2 });
  try {
    return what === 'export' ? await writeOut(pool, folder) : await readIn(pool, folder, CANTON, values);
  } finally {
    await pool.end();
  }
}

function read(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: { by: { type: 'string' }, replace: { type: 'boolean', default: false } },
    });
  } catch {
    throw new UsageError(USAGE);
  }
}

async function writeOut(pool: pg.Pool, folder: string): Promise<number> {
  const files = await exportAuthorities(pool);
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  console.log(`${Object.keys(files).length} files written to ${join(folder, 'authorities')}`);
  return 0;
}

async function readIn(pool: pg.Pool, folder: string, canton: string, { by, replace }: { by?: string; replace: boolean }): Promise<number> {
  const place = join(folder, 'authorities', canton);
  const names = (await readdir(place).catch(() => [])).filter((name) => /\.(yaml|csv)$/.test(name));
  if (names.length === 0) throw new UsageError(`expected files of authorities in ${place}, got none`);
  const files = await Promise.all(
    names.map(async (name) => [`authorities/${canton}/${name}`, new Uint8Array(await readFile(join(place, name)))] as const),
  );
  const done = await importAuthorities(pool, Object.fromEntries(files), { by: by!, canton, now: new Date().toISOString(), replace });
  for (const fault of done.faults) console.log(problemLine(fault));
  for (const { path, at } of done.lost)
    console.log(`${path}:${at}  would be lost  the workplace changed this; export first, or take it back with --replace`);
  if (done.faults.length + done.lost.length > 0) {
    console.log('nothing was imported');
    return 1;
  }
  for (const path of done.changed) console.log(`${path} holds now`);
  if (done.changed.length === 0) console.log('nothing to import: the files say what holds');
  return 0;
}
