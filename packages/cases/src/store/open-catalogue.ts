import { setInterval } from 'node:timers';
import type pg from 'pg';
import { buildCatalogue } from '../catalogue/index.ts';
import { CatalogueError } from '../errors.ts';
import type { Catalogue, CatalogueFiles } from '../catalogue/types.ts';
import { domainTexts } from '../case-view/texts.ts';
import { formTexts } from './form-texts.ts';

/** The catalogue of the database, followed: `current` is the newest that was read. */
export interface OpenCatalogue {
  readonly current: Catalogue;
  /** Looks now; true when there was something new. */
  refresh(): Promise<boolean>;
  close(): void;
}

const LOOK_MS = 2_000;

/**
 * Opens the catalogue that was loaded into the database and follows its changes, so that a new binding or offer needs no restart.
 * @throws CatalogueError `catalogue-empty` when nothing was loaded yet
 */
export async function openCatalogue(
  pool: pg.Pool,
  { canton, follow = true }: { canton: string; follow?: boolean },
): Promise<OpenCatalogue> {
  let version = await versionOf(pool);
  if (version === null) throw new CatalogueError('catalogue-empty', 'expected a loaded catalogue in the database, got none');
  let current = await read(pool, canton);
  const refresh = async (): Promise<boolean> => {
    const newest = await versionOf(pool);
    if (newest === version || newest === null) return false;
    current = await read(pool, canton);
    version = newest;
    return true;
  };
  const timer = follow ? setInterval(() => void refresh().catch(() => {}), LOOK_MS) : null;
  timer?.unref();
  return {
    get current() {
      return current;
    },
    refresh,
    close: () => timer && clearInterval(timer),
  };
}

async function versionOf(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ version: string }>('select version from cases.catalogue_state');
  return rows[0]?.version ?? null;
}

async function read(pool: pg.Pool, canton: string): Promise<Catalogue> {
  const { rows } = await pool.query<{ path: string; bytes: Buffer }>('select path, bytes from cases.catalogue_files');
  return catalogueOf(pool, Object.fromEntries(rows.map((row) => [row.path, new Uint8Array(row.bytes)])), canton);
}

/** A catalogue over files, with all earlier contents that the database kept for open cases. */
export async function catalogueOf(pool: pg.Pool, files: CatalogueFiles, canton: string): Promise<Catalogue> {
  const { rows } = await pool.query<{ content_hash: string; files: Record<string, string> }>(
    `select content_hash, files from cases.package_contents where kind = 'service'`,
  );
  const packages = new Map(rows.map((row) => [row.content_hash, row.files]));
  return buildCatalogue(files, {
    canton,
    interfaceTexts: [formTexts(), domainTexts()],
    stored: ({ hash }) => {
      const kept = packages.get(hash);
      return kept
        ? Object.fromEntries(Object.entries(kept).map(([path, base64]) => [path, new Uint8Array(Buffer.from(base64, 'base64'))]))
        : null;
    },
  });
}
