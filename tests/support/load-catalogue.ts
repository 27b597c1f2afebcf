import type pg from 'pg';
import { createEngineHost, loadCatalogue, type LoadedCatalogue } from '../../packages/cases/src/index.ts';
import { createEngine } from '../../packages/engine/src/index.ts';

/** Brings the catalogue of these folders into a test's database; a step that ran meanwhile would fail. `pool` is that of the owner of the tables. */
export function loadTestCatalogue(pool: pg.Pool, roots: string[], canton: string): Promise<LoadedCatalogue> {
  const host = createEngineHost({
    catalogue: () => {
      throw new Error('expected no running step while the catalogue is loaded, got one');
    },
  });
  return loadCatalogue(pool, createEngine({ pool, host }), roots, canton);
}
