import { inTransaction } from '../store/in-transaction.ts';
import type { Command } from '@einwohnerportal/engine';
import type { InterventionPreview } from '../operate/types.ts';
import type { WorkerContext } from './types.ts';

interface UntriedRow {
  case_id: string;
  intervention_id: string;
  command: Command;
}

/** Tries interventions of operators out and keeps what the machine would do: the real step, rolled back. Gives how many. */
export async function tryInterventions(context: WorkerContext): Promise<number> {
  return inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<UntriedRow>(
      `select case_id, intervention_id, command from cases.interventions
       where state in ('draft', 'proposed') and preview is null order by created_at limit 20 for update skip locked`,
    );
    for (const row of rows) {
      const { rows: before } = await client.query<{ step: string }>(
        'select step from engine.instance where case_id = $1 and instance_no = 1',
        [row.case_id],
      );
      const tried = await context.engine.dryRun(row.case_id, row.command);
      const preview: InterventionPreview = {
        ...tried.outcome,
        path: tried.path.map(({ element, processId, what, party, token }) => ({ element, processId, what, party, token })),
        problems: (tried.data.problems ?? []) as InterventionPreview['problems'],
      };
      await client.query('update cases.interventions set preview = $3, step = $4 where case_id = $1 and intervention_id = $2', [
        row.case_id,
        row.intervention_id,
        JSON.stringify(preview),
        before[0]?.step ?? null,
      ]);
    }
    return rows.length;
  });
}
