import { inTransaction } from '../store/in-transaction.ts';
import { queueAlert } from './platform/put-in-inbox.ts';
import { alertOffice } from './step-alerts.ts';
import type { WorkerContext } from './types.ts';

interface OpenedRow {
  case_id: string;
  opening_id: string;
  office: string;
  person_id: string;
}

/**
 * A case was opened by somebody who does not take part in it: the person learns of it at once, as do the office in charge and everybody who
 * leads it, but for whoever opened it. Accesses that are over are taken away; they have counted for nothing since their time ran out.
 */
export async function tellOpened(context: WorkerContext, now: string): Promise<number> {
  await context.pool.query('delete from cases.access where until < now()');
  const { rows } = await context.pool.query<OpenedRow>(
    `select o.case_id, o.opening_id, c.office, o.person_id from cases.openings o join cases.cases c using (case_id) where o.told_at is null
     order by o.opened_at limit 100`,
  );
  for (const row of rows) {
    await inTransaction(context.pool, async (client) => {
      const { rowCount } = await client.query(
        'update cases.openings set told_at = $3 where case_id = $1 and opening_id = $2 and told_at is null',
        [row.case_id, row.opening_id, now],
      );
      if (!rowCount) return;
      const stepKey = `opened ${row.opening_id}`;
      const { rows: person } = await client.query<{ recipient: string }>(
        `select 'person:' || applicant_id as recipient from cases.cases where case_id = $1 and applicant_id is not null`,
        [row.case_id],
      );
      for (const { recipient } of person) await queueAlert(client, { caseId: row.case_id, recipient, kind: 'opened', stepKey, now });
      await alertOffice(context, client, row.office, { caseId: row.case_id, kind: 'office-opened', stepKey, now, alertAt: now });
      await client.query(
        `insert into cases.alerts (alert_id, case_id, created_at, due_at, recipient, kind, step_key, state, address, language)
         select gen_random_uuid(), $1, $2, $2, 'person:' || p.person_id, 'office-opened', $3, 'queued', p.email, p.language from cases.persons p
         where p.email is not null and p.person_id <> $5
           and exists (select 1 from cases.members m where m.person_id = p.person_id and m.office = $4 and 'lead' = any (m.roles))
         on conflict (case_id, recipient, step_key, kind) do nothing`,
        [row.case_id, now, stepKey, row.office, row.person_id],
      );
    });
  }
  return rows.length;
}
