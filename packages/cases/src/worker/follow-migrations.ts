import { inTransaction } from '../store/in-transaction.ts';
import type { WorkerContext } from './types.ts';

interface MigratedRow {
  case_id: string;
  service_hash: string;
  names: Record<string, unknown> | null;
}

/**
 * A case that was taken to another version of its process takes that version's content along: forms, texts, decisions, templates. Done
 * when the machine has migrated it; repeating changes nothing. `caseIds` null looks at all.
 */
export async function followMigrations(context: WorkerContext, caseIds: string[] | null): Promise<number> {
  const { rows } = await context.pool.query<MigratedRow>(
    `select distinct on (c.case_id) c.case_id, d.service_hash, v.data -> 'service' as names
     from cases.interventions i join cases.cases c using (case_id)
       join engine.instance n on n.case_id = c.case_id and n.instance_no = 1
       join cases.deployments d on d.definition_id = n.definition_id and d.service = c.service
       join engine.variable v on v.case_id = c.case_id and v.instance_no = 1 and v.scope_no = 0
     where i.kind = 'migrate' and i.state = 'released' and c.closed_at is null and ($1::uuid[] is null or c.case_id = any ($1))
       and n.definition_id <> (select own.definition_id from cases.deployments own where own.service_hash = c.service_hash)
     order by c.case_id, d.deployed_at desc`,
    [caseIds],
  );
  for (const row of rows) {
    await inTransaction(context.pool, async (client) => {
      await client.query('update cases.cases set service_hash = $2 where case_id = $1', [row.case_id, row.service_hash]);
      await context.engine.enqueue(client, row.case_id, `content:${row.service_hash}`, {
        type: 'set-variables',
        actor: 'machine',
        rootVariables: { service: { ...row.names, hash: row.service_hash } },
      });
    });
  }
  return rows.length;
}
