import { existsSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { createEngineHost, loadCatalogue } from '@einwohnerportal/cases';
import { createEngine } from '@einwohnerportal/engine';
import pg from 'pg';

export interface WatchOptions {
  /** Address of the owner of the tables. */
  databaseUrl: string;
  roots: string[];
  canton: string;
  log: (line: string) => void;
}

/** Editors write a file in several moves; the load waits until they are done. */
const QUIET_MS = 300;

/**
 * Loads the catalogue again when a file below services/, capabilities/ or authorities/ changes: a new binding or text counts at once,
 * without a restart, and open cases keep the content they started with. A faulty file is told and the last good catalogue stays.
 */
export function watchCatalogue({ databaseUrl, roots, canton, log }: WatchOptions): { stop(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, idleTimeoutMillis: 1_000 });
  pool.on('error', () => {});
  const neverRuns = (): never => {
    throw new Error('expected no running step while loading, got one');
  };
  const engine = createEngine({ pool, host: createEngineHost({ catalogue: neverRuns }) });
  let timer: NodeJS.Timeout | null = null;
  let loading = Promise.resolve();
  const load = async (): Promise<void> => {
    try {
      const loaded = await loadCatalogue(pool, engine, roots, canton, { checked: true });
      if (loaded.changed) log('Catalogue changed and loaded');
    } catch (error) {
      log(`Catalogue not loaded, the last good one stays: ${(error as Error).message}`);
    }
  };
  const changed = (): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => (loading = loading.then(load)), QUIET_MS);
  };
  const watchers: FSWatcher[] = roots.flatMap((root) =>
    ['services', 'capabilities', 'authorities']
      .map((folder) => join(root, folder))
      .filter(existsSync)
      .map((folder) => watch(folder, { recursive: true }, changed)),
  );
  return {
    async stop() {
      for (const watcher of watchers) watcher.close();
      if (timer) clearTimeout(timer);
      await loading;
      await pool.end();
    },
  };
}
