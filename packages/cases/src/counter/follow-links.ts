import type pg from 'pg';
import { uuidOf } from '../ids.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { WorkerContext } from '../worker/types.ts';

interface LinkedCapture {
  capture_id: string;
  case_id: string;
  from_id: string;
  to_id: string;
  closed: boolean;
}

/**
 * Captured cases go to the account of who entered their code: names of the process, rights, open tasks, messages and deliveries. The name on the case
 * stays as it was told at the counter. Running it again changes nothing. Gives how many were carried over.
 */
export async function followLinks(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<LinkedCapture>(
    `select k.capture_id, k.case_id, k.person_id as from_id, k.linked_to as to_id, c.closed_at is not null as closed from cases.captures k join cases.cases c using (case_id)
     where k.linked_at is not null and k.moved_at is null order by k.linked_at limit 50`,
  );
  for (const row of rows) await carryOver(context, row, now);
  return rows.length;
}

async function carryOver(context: WorkerContext, row: LinkedCapture, now: string): Promise<void> {
  const { case_id: caseId, capture_id: id } = row;
  const [from, to] = [`person:${row.from_id}`, `person:${row.to_id}`];
  if (!row.closed)
    await context.engine.run(caseId, uuidOf(`link ${id}`), {
      type: 'set-variables',
      actor: 'machine',
      rootVariables: { 'applicant.principal': to },
      reason: 'link',
    });
  await inTransaction(context.pool, (client) => moveRows(client, row, from, to));
  if (!row.closed) {
    const tasks = await context.pool.query<{ token: number }>(
      'select token_no as token from engine.user_task where case_id = $1 and group_id = $2',
      [caseId, from],
    );
    for (const { token } of tasks.rows) await context.engine.run(caseId, uuidOf(`link ${id} ${token}`), { type: 'reassign-task', token });
  }
  await context.pool.query('update cases.captures set moved_at = $2 where capture_id = $1', [id, now]);
}

/** Numbers of the vault stay with who they were sealed for: their holder is part of the seal. */
async function moveRows(
  client: pg.PoolClient,
  { case_id: caseId, from_id, to_id }: LinkedCapture,
  from: string,
  to: string,
): Promise<void> {
  await client.query('update cases.cases set applicant_id = $3 where case_id = $1 and applicant_id = $2', [caseId, from_id, to_id]);
  await client.query(
    `insert into cases.access (case_id, principal, party) select case_id, $3, party from cases.access where case_id = $1 and principal = $2 on conflict do nothing`,
    [caseId, from, to],
  );
  await client.query('delete from cases.access where case_id = $1 and principal = $2', [caseId, from]);
  await client.query('update cases.parties set principal = $3 where case_id = $1 and principal = $2', [caseId, from, to]);
  for (const [table, column] of [
    ['messages', 'recipient'],
    ['messages', 'sender'],
    ['alerts', 'recipient'],
    ['notifications', 'recipient'],
  ])
    await client.query(`update cases.${table} set ${column} = $3 where case_id = $1 and ${column} = $2`, [caseId, from, to]);
}
