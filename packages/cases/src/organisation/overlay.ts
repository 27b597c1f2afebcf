import type pg from 'pg';
import type { OverlayRow } from './edits.ts';

/** Released changes of the organisation, in the order in which they were released. */
export async function readOverlay(client: pg.Pool | pg.ClientBase): Promise<OverlayRow[]> {
  const { rows } = await client.query<OverlayRow>('select authority, path, edits, before from cases.organisation_overlay()');
  return rows;
}
