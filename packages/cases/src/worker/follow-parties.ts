import type pg from 'pg';
import { uuidOf } from '../ids.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { deliver } from './platform/put-in-inbox.ts';
import type { WorkerContext } from './types.ts';

interface Party {
  authority: string;
  office: string;
  /** Of an office that is asked to take a case over: the party whose place it would take. */
  as?: string;
}

interface MovedRow {
  case_id: string;
  competent: string;
  applicant_id: string | null;
  parties: Record<string, Party>;
  /** Parties with an open step. */
  open: string[];
}

/** Ids of parties that are asked to take a case over begin so. */
const RECEIVER = 'receiver-';

/**
 * Parties change by a hand-over alone, and the names of the process say who they are now: rights, the office in charge and open tasks follow.
 * Who is asked to take a case over sees what the party sees; who gives it back sees nothing any more; who had it keeps its way, its documents and its
 * own notes. Running it again changes nothing. `caseIds` null looks at all cases with a hand-over.
 */
export async function followParties(context: WorkerContext, caseIds: string[] | null, now: string): Promise<void> {
  const { rows } = await context.pool.query<MovedRow>(
    `select c.case_id, c.competent, c.applicant_id, v.data -> 'parties' as parties,
       array(select distinct t.party from engine.token t where t.case_id = c.case_id and t.party is not null) as open
     from cases.cases c join engine.variable v on v.case_id = c.case_id and v.instance_no = 1 and v.scope_no = 0
     where c.closed_at is null and c.case_id in (
       select t.case_id from engine.token t where t.party like 'receiver-%' and ($1::uuid[] is null or t.case_id = any ($1))
       union select p.case_id from cases.parties p where p.party like 'receiver-%' and ($1::uuid[] is null or p.case_id = any ($1)))`,
    [caseIds],
  );
  for (const row of rows) {
    await inTransaction(context.pool, (client) => follow(client, row, now));
    await moveTasks(context, row);
  }
}

async function follow(client: pg.PoolClient, row: MovedRow, now: string): Promise<void> {
  const { case_id: caseId } = row;
  const wanted = Object.entries(row.parties).filter(([id, { office }]) => office && (!id.startsWith(RECEIVER) || row.open.includes(id)));
  const before = await client.query<{ party: string; office: string }>(
    'select party, office from cases.parties where case_id = $1 and office is not null for update',
    [caseId],
  );
  await client.query(
    `insert into cases.parties (case_id, party, principal, authority, office)
     select $1, r.party, r.office, r.authority, r.office from jsonb_to_recordset($2) as r(party text, authority text, office text)
     on conflict (case_id, party) do update set principal = excluded.principal, authority = excluded.authority, office = excluded.office`,
    [caseId, JSON.stringify(wanted.map(([party, { authority, office }]) => ({ party, authority, office })))],
  );
  await client.query(`delete from cases.parties where case_id = $1 and party like 'receiver-%' and not party = any ($2)`, [
    caseId,
    wanted.map(([party]) => party),
  ]);
  const access = wanted.map(([party, { office, as }]) => ({ principal: office, party: as ?? party }));
  await client.query(
    `insert into cases.access (case_id, principal, party)
     select $1, r.principal, r.party from jsonb_to_recordset($2) as r(principal text, party text) on conflict do nothing`,
    [caseId, JSON.stringify(access)],
  );
  await client.query(
    `delete from cases.access a where a.case_id = $1 and a.principal like 'office:%' and a.party <> 'former'
       and not exists (select 1 from jsonb_to_recordset($2) as r(principal text, party text) where r.principal = a.principal and r.party = a.party)`,
    [caseId, JSON.stringify(access)],
  );
  for (const { party, office } of before.rows) {
    const next = row.parties[party];
    if (party.startsWith(RECEIVER) || !next || next.office === office) continue;
    await takeOver(client, row, { party, from: office, to: next }, now);
  }
}

/** The office that had a party's place keeps what it did; the person is told who has the case. */
async function takeOver(
  client: pg.PoolClient,
  row: MovedRow,
  { party, from, to }: { party: string; from: string; to: Party },
  now: string,
): Promise<void> {
  const { case_id: caseId } = row;
  await client.query(`insert into cases.access (case_id, principal, party) values ($1, $2, 'former') on conflict do nothing`, [
    caseId,
    from,
  ]);
  await client.query(
    `update cases.documents set readers = readers || 'former'::text where case_id = $1 and $2 = any (readers) and not 'former' = any (readers)`,
    [caseId, party],
  );
  if (party !== row.competent) return;
  await client.query('update cases.cases set office = $2, authority = $3 where case_id = $1', [caseId, to.office, to.authority]);
  if (row.applicant_id)
    await deliver(client, {
      caseId,
      recipient: `person:${row.applicant_id}`,
      kind: 'handed-over',
      stepKey: `handed-over ${to.office} ${now}`,
      now,
    });
}

/** Other open tasks of a party go to its office of now. */
async function moveTasks(context: WorkerContext, { case_id: caseId, parties }: MovedRow): Promise<void> {
  const { rows } = await context.pool.query<{ token: number; party: string; group_id: string }>(
    `select t.token_no as token, t.party, t.group_id from engine.user_task t
     where t.case_id = $1 and exists (select 1 from cases.access a where a.case_id = $1 and a.party = 'former' and a.principal = t.group_id)`,
    [caseId],
  );
  for (const { token, party, group_id } of rows) {
    if (!parties[party] || parties[party].office === group_id) continue;
    await context.engine.run(caseId, uuidOf(`reassign ${caseId} ${token} ${parties[party].office}`), { type: 'reassign-task', token });
  }
}
