import type pg from 'pg';
import { inTransaction } from '../store/in-transaction.ts';
import { localDay } from '../request/scope.ts';
import type { WorkerContext } from '../worker/types.ts';
import { NOTIFICATION, proveDelivery, type NotificationRow } from './prove-delivery.ts';
import { takeNotes } from './take-notes.ts';

type Due = NotificationRow & { why: 'opened' | 'deemed' | 'noted'; opened_at: Date | null; result: string | null };

/**
 * Acts on what happened to deliveries since the last look: somebody opened the inbox, a period of the law is over, the machine took what people
 * said in a task, or an office noted something. Gives how much was done.
 */
export async function lookAtDeliveries(context: WorkerContext, now: string): Promise<number> {
  const today = localDay(now, context.catalogue().authorities.canton.zone);
  const { rows } = await context.pool.query<Due>(
    `select ${NOTIFICATION}, n.opened_at, e.result, case when n.state = 'noted' then 'noted' when n.opened_at is not null then 'opened' else 'deemed' end as why
     from cases.notifications n
       left join engine.event e on n.state = 'noted' and e.case_id = n.case_id and e.command_id = n.command_id
     where n.state in ('noted', 'under-way') and (e.result is not null or n.opened_at is not null or (n.state = 'under-way' and n.deemed_on < $1))
     order by n.begun_at limit 50`,
    [today],
  );
  for (const row of rows) await act(context, row);
  return rows.length + (await takeNotes(context, now));
}

async function act(context: WorkerContext, row: Due): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(
      'select 1 from cases.notifications where case_id = $1 and notification_id = $2 and state = $3 for update',
      [row.case_id, row.notification_id, row.state],
    );
    if (!rowCount) return;
    if (row.why === 'noted') return takeNoted(client, row);
    const { zone } = context.catalogue().authorities.canton;
    if (row.why === 'opened') {
      const at = row.opened_at!.toISOString();
      // Opened after the period of the law: the earlier day counts.
      const day = [localDay(at, zone), row.deemed_on ?? '9999'].toSorted()[0]!;
      return proveDelivery(context, client, row, { state: 'delivered', day, kind: 'opened', proof: row.notification_id, cause: 'opened' });
    }
    await proveDelivery(context, client, row, {
      state: 'deemed',
      day: row.deemed_on!,
      kind: 'period',
      proof: row.notification_id,
      cause: 'deemed',
    });
  });
}

/** What people said in a task holds when the machine took the task, and never was when it did not. */
async function takeNoted(client: pg.PoolClient, row: Due): Promise<void> {
  if (row.result !== 'done') {
    await client.query('delete from cases.notifications where case_id = $1 and notification_id = $2', [row.case_id, row.notification_id]);
    return;
  }
  await client.query(
    `update cases.notifications n set state = case when returned_on is not null then 'returned' when delivered_on is not null then 'delivered' else 'sent' end,
       recipient = coalesce('person:' || c.applicant_id, c.office) from cases.cases c where c.case_id = n.case_id and n.case_id = $1 and n.notification_id = $2`,
    [row.case_id, row.notification_id],
  );
  await client.query(
    `update cases.documents d set readers = d.readers || 'applicant'::text from cases.notifications n
     where n.case_id = $1 and n.notification_id = $2 and n.delivered_on is not null and d.case_id = n.case_id and d.document_id = n.document_id and not ('applicant' = any (d.readers))`,
    [row.case_id, row.notification_id],
  );
}
