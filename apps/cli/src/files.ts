import { neededContents, unneededContents } from '@einwohnerportal/cases';
import { judgeContent, openFileStore, rotateAll, storeFromSettings, type FileStore } from '@einwohnerportal/files';
import pg from 'pg';
import { UsageError } from './errors.ts';

const USAGE = 'files rotate | files verify [--quick]';
const BATCH = 200;
const TOLD_EVERY = 100;
/** Content comes before its row, and the clean-up of the worker looks every hour at what is older than a day. */
const WAITING_MS = 26 * 3_600_000;
const MOST_NAMED = 20;

/**
 * `files rotate` encrypts what lies in the file store under the first key of FILES_KEYS; `files verify` proves that every row has its content, every
 * content its row, and every byte is as it was kept. The last line is one JSON object; 1 when something is wrong.
 */
export async function files(words: string[]): Promise<number> {
  const [verb, ...rest] = words;
  const quick = rest.length === 1 && rest[0] === '--quick';
  if ((verb !== 'rotate' && verb !== 'verify') || (rest.length > 0 && !(verb === 'verify' && quick)))
    throw new UsageError(`expected ${USAGE}, got ${words.join(' ') || 'nothing'}`);
  const settings = storeFromSettings(process.env);
  if (!settings) throw new UsageError('expected FILES_DIR in the environment, got none');
  const store = await openFileStore(settings.folder, settings.options);
  return verb === 'rotate' ? rotate(store) : verify(store, { quick });
}

async function rotate(store: FileStore): Promise<number> {
  const { faults, ...counts } = await rotateAll(store, ({ seen, changed }) => {
    if (seen === 1 || seen % TOLD_EVERY === 0) console.error(`${seen} looked at, ${changed} encrypted anew`);
  });
  for (const { hash, code } of faults.slice(0, MOST_NAMED)) console.error(`${hash} ${code}`);
  console.log(JSON.stringify({ ...counts, faults: faults.length }));
  return faults.length > 0 ? 1 : 0;
}

interface Verified {
  /** Contents that rows name, and contents in the store. */
  named: number;
  kept: number;
  /** Rows whose content is missing or not as it was kept. */
  dangling: string[];
  /** Contents whose row never came. */
  orphans: string[];
  /** Contents that nobody names yet; the clean-up takes those whose row does not come. */
  waiting: number;
}

async function verify(store: FileStore, { quick }: { quick: boolean }): Promise<number> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new UsageError('expected DATABASE_URL of the machine (ep_engine) in the environment, got none');
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  try {
    const found: Verified = { named: 0, kept: 0, dangling: [], orphans: [], waiting: 0 };
    await lookAtRows(pool, store, found, quick);
    await lookAtContents(pool, store, found);
    const { dangling, orphans, ...counts } = found;
    for (const line of [...dangling, ...orphans.map((hash) => `${hash} no-row`)].slice(0, MOST_NAMED)) console.error(line);
    console.log(JSON.stringify({ ...counts, dangling: dangling.length, orphans: orphans.length, hashes: quick ? 'not judged' : 'judged' }));
    return dangling.length + orphans.length > 0 ? 1 : 0;
  } finally {
    await pool.end();
  }
}

async function lookAtRows(pool: pg.Pool, store: FileStore, found: Verified, quick: boolean): Promise<void> {
  for (let after = ''; ;) {
    const some = await neededContents(pool, after, BATCH);
    for (const hash of some) {
      const code = quick ? await isThere(store, hash) : await judgeContent(store, hash);
      // While others work: its row may be gone since, and then its content as well.
      if (code !== null && (await unneededContents(pool, [hash])).length === 0) found.dangling.push(`${hash} ${code}`);
      found.named += 1;
      if (found.named % TOLD_EVERY === 0) console.error(`${found.named} rows looked at`);
    }
    if (some.length < BATCH) return;
    after = some.at(-1)!;
  }
}

async function lookAtContents(pool: pg.Pool, store: FileStore, found: Verified): Promise<void> {
  let some: string[] = [];
  const judge = async (old: boolean): Promise<void> => {
    const loose = await unneededContents(pool, some);
    if (old) found.orphans.push(...loose);
    else found.waiting += loose.length;
    some = [];
  };
  for await (const hash of store.older(WAITING_MS)) {
    some.push(hash);
    if (some.length >= BATCH) await judge(true);
  }
  await judge(true);
  const orphans = new Set(found.orphans);
  for await (const hash of store.older(-1)) {
    found.kept += 1;
    if (!orphans.has(hash)) some.push(hash);
    if (some.length >= BATCH) await judge(false);
  }
  await judge(false);
}

async function isThere(store: FileStore, hash: string): Promise<string | null> {
  const opened = await store.open(hash).catch((error: { code?: string }) => {
    if (error.code === 'store-down') throw error;
    return error.code ?? 'failed';
  });
  if (typeof opened === 'string') return opened;
  opened.stream.destroy();
  return null;
}
