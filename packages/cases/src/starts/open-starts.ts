import type { Engine } from '@einwohnerportal/engine';
import type pg from 'pg';
import type { Catalogue } from '../catalogue/types.ts';

/**
 * From now on the start events of every service of the catalogue begin cases, with the content the catalogue holds now; those of a
 * service that is gone begin none.
 */
export async function openStartEvents(pool: pg.Pool, engine: Engine, catalogue: Catalogue): Promise<void> {
  const hashes = catalogue.services().map((id) => catalogue.service(id).hash);
  const { rows } = await pool.query<{ definition_id: string }>(
    'select distinct definition_id from cases.deployments where service_hash = any ($1)',
    [hashes],
  );
  const open = rows.map((row) => row.definition_id);
  for (const definitionId of open) await engine.openStarts(pool, definitionId);
  await pool.query('delete from engine.start_event where not definition_id = any ($1)', [open]);
}
