import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { importBankFile, type WorkerLog } from '@einwohnerportal/cases';
import { readCamt } from '@einwohnerportal/connectors';
import type pg from 'pg';

const LOOK_MS = 60_000;

export interface BankFiles {
  pool: pg.Pool;
  /** Where the bank's files are put; read ones go to `done/`, refused ones to `refused/` inside. */
  folder: string;
  /** Whose account an IBAN is; null: nobody's alone. */
  authorityOf?: (iban: string) => string | null;
  log: WorkerLog;
}

/** Reads bank files of a folder now and every minute, until it is stopped with the function it gives. */
export function watchBankFiles(files: BankFiles): () => void {
  let running: Promise<unknown> = Promise.resolve();
  const look = (): void => void (running = running.then(() => readBankFiles(files)).catch(() => {}));
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}

/** One look: every file whose name ends in `.xml`, oldest name first. A file is moved only when its entries are stored. Gives the number read. */
export async function readBankFiles({ authorityOf, folder, log, pool }: BankFiles): Promise<number> {
  for (const name of ['done', 'refused']) await mkdir(join(folder, name), { recursive: true });
  const names = (await readdir(folder)).filter((name) => /^[^.].*\.xml$/i.test(name)).toSorted();
  let count = 0;
  for (const name of names) {
    try {
      const { counts, known, repeated } = await importBankFile(
        pool,
        await readFile(join(folder, name)),
        readCamt,
        new Date().toISOString(),
        authorityOf,
      );
      log.info({ known, repeated, ...counts }, 'bank file read');
      await rename(join(folder, name), join(folder, 'done', name));
      count += 1;
    } catch (error) {
      const code = (error as { code?: string }).code ?? 'failed';
      log.error({ code }, `bank file not read: ${(error as Error).message}`);
      // The database may be away: only what is no bank file is put aside.
      if (code === 'bank-file-invalid') await rename(join(folder, name), join(folder, 'refused', name));
    }
  }
  return count;
}
