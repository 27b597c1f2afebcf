import { setInterval } from 'node:timers';
import type pg from 'pg';
import { buildCatalogue } from '../catalogue/index.ts';
import { CatalogueError } from '../errors.ts';
import type { Catalogue, CatalogueFiles } from '../catalogue/types.ts';
import { domainTexts } from '../case-view/texts.ts';
import { layOver } from '../organisation/edits.ts';
import { readOverlay } from '../organisation/overlay.ts';
import { layPackages, readPublished } from '../studio/files.ts';
import { localDay } from '../request/scope.ts';
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
  { canton, follow = true, clock = () => new Date().toISOString() }: { canton: string; follow?: boolean; clock?: () => string },
): Promise<OpenCatalogue> {
  let version = await versionOf(pool);
  if (version === null) throw new CatalogueError('catalogue-empty', 'expected a loaded catalogue in the database, got none');
  let readAt = clock();
  let current = await read(pool, canton, readAt);
  const refresh = async (): Promise<boolean> => {
    const newest = await versionOf(pool);
    const now = clock();
    if (newest === null || (newest === version && !dayBetween(current.authorities, readAt, now))) return false;
    current = await read(pool, canton, now);
    [version, readAt] = [newest, now];
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

/** Has a day on which something planned begins to hold come (or, with a set clock, gone) since? */
function dayBetween({ plannedDays, canton }: Catalogue['authorities'], one: string, other: string): boolean {
  if (plannedDays.length === 0) return false;
  const [first, last] = [one, other].map((instant) => localDay(instant, canton.zone)).sort() as [string, string];
  return plannedDays.some((day) => day > first && day <= last);
}

async function versionOf(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ version: string }>(
    `select version || ' ' || cases.organisation_version() || ' ' || cases.service_version() as version from cases.catalogue_state`,
  );
  return rows[0]?.version ?? null;
}

async function read(pool: pg.Pool, canton: string, now: string): Promise<Catalogue> {
  return catalogueOf(pool, await filesInForce(pool, { tests: false }), canton, now);
}

/**
 * The files of the catalogue as they hold: those of the folder with what was changed in the workplace laid over them.
 * @param options `tests`: with the scenarios of packages, which nothing needs at run time
 */
export async function filesInForce(pool: pg.Pool, { tests }: { tests: boolean }): Promise<CatalogueFiles> {
  const { rows } = await pool.query<{ path: string; bytes: Buffer }>(
    `select path, bytes from cases.catalogue_files where $1 or path !~ '^services/[^/]+/tests/'`,
    [tests],
  );
  const files = Object.fromEntries(rows.map((row) => [row.path, new Uint8Array(row.bytes)]));
  return layPackages(layOver(files, await readOverlay(pool)).files, await readPublished(pool)).files;
}

/**
 * A catalogue over files, with all earlier contents that the database kept for open cases.
 * @param now instant up to which what is planned holds
 */
export async function catalogueOf(
  pool: pg.Pool,
  files: CatalogueFiles,
  canton: string,
  now: string = new Date().toISOString(),
): Promise<Catalogue> {
  const { rows } = await pool.query<{ content_hash: string; files: Record<string, string> }>(
    `select content_hash, files from cases.package_contents where kind = 'service'`,
  );
  const packages = new Map(rows.map((row) => [row.content_hash, row.files]));
  return buildCatalogue(files, {
    canton,
    now,
    interfaceTexts: [formTexts(), domainTexts()],
    stored: ({ hash }) => {
      const kept = packages.get(hash);
      return kept
        ? Object.fromEntries(Object.entries(kept).map(([path, base64]) => [path, new Uint8Array(Buffer.from(base64, 'base64'))]))
        : null;
    },
  });
}
