import type { Engine, Queryable } from '../../src/types.ts';
import { bpmn } from '../kit.ts';
import type { Attack } from './attacks.ts';

/**
 * Deploys an attack. A process that calls itself cannot be deployed, for its id is the hash of what it calls: its row is written past the
 * engine, as somebody with access to the database could.
 */
export async function deployAttack(engine: Engine, client: Queryable, { name, body, called }: Attack): Promise<string> {
  const id = `self ${name}`;
  if (called) {
    await client.query(
      `insert into engine.definition (definition_id, process_id, source, calls) values ($1, 'called', $2, $3) on conflict do nothing`,
      [id, bpmn(called, 'called'), JSON.stringify({ called: id })],
    );
  }
  const calls: Record<string, string> = called ? { called: id } : {};
  return (await engine.deploy({ xml: bpmn(body), processId: 'main', calls })).definitionId;
}
