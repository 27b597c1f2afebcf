import { pendingFiles, settleScan, unneededContents, type WorkerLog } from '@einwohnerportal/cases';
import { FilesError, type FileStore, type Scanner } from '@einwohnerportal/files';
import type pg from 'pg';
import { every } from './every.ts';

export interface FileDuties {
  pool: pg.Pool;
  store: FileStore;
  scanner: Scanner | null;
  log: WorkerLog;
}

const SCAN_MS = 30_000;
const FAILED = 'files could not be looked after';
const CLEAN_UP_MS = 3_600_000;
/** Content is written before its row: what is younger may still get one. */
const GRACE_MS = 24 * 3_600_000;

/** Asks the scanner again about files it did not answer for, and removes content that nothing needs; stops with the function it gives. */
export function runFileDuties(duties: FileDuties): () => void {
  const timers = [
    every(SCAN_MS, duties.log, FAILED, () => scanPending(duties)),
    every(CLEAN_UP_MS, duties.log, FAILED, () => removeUnneeded(duties)),
  ];
  return () => timers.forEach(clearInterval);
}

/** Gives how many files the scanner has answered for. Without a scanner nothing waits for one. */
export async function scanPending({ pool, store, scanner }: FileDuties): Promise<number> {
  if (!scanner) return 0;
  let answered = 0;
  for (const { id, hash } of await pendingFiles(pool)) {
    try {
      const verdict = await scanner.scan((await store.open(hash)).stream);
      await settleScan(pool, id, verdict, new Date().toISOString());
      answered++;
    } catch (error) {
      if (error instanceof FilesError && error.code === 'scanner-down') return answered;
      if (!(error instanceof FilesError)) throw error;
    }
  }
  return answered;
}

/** Removes content older than a day that no file needs; gives how many. */
export async function removeUnneeded({ pool, store }: FileDuties, graceMs = GRACE_MS): Promise<number> {
  let removed = 0;
  let some: string[] = [];
  const drop = async (): Promise<void> => {
    // Only what is still old: somebody may have kept the same content again since it was listed, and its row comes next.
    for (const hash of await unneededContents(pool, some)) if (await store.remove(hash, graceMs)) removed++;
    some = [];
  };
  for await (const hash of store.older(graceMs)) {
    some.push(hash);
    if (some.length >= 200) await drop();
  }
  await drop();
  return removed;
}
