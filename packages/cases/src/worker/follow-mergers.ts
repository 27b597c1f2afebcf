import type { Variables } from '@einwohnerportal/engine';
import type pg from 'pg';
import { uuidOf } from '../ids.ts';
import { localDay } from '../request/scope.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { deliver } from './platform/put-in-inbox.ts';
import type { WorkerContext } from './types.ts';

interface MergedParty {
  case_id: string;
  party: string;
  authority: string;
  office: string;
  competent: string;
  applicant_id: string | null;
}

/**
 * Open cases of an authority that has merged go to its successor: the office of the same function takes the party's place, with its open tasks.
 * Fee, tariff and remedies stay those of the submission. Running it again changes nothing; a case whose successor keeps no such office stays and is logged.
 */
export async function followMergers(context: WorkerContext, now: string): Promise<number> {
  const { authorities } = context.catalogue();
  const day = localDay(now, authorities.canton.zone);
  const merged = authorities.all().flatMap(({ id }) => {
    const next = authorities.successor(id, day);
    return next && next.id !== id ? [id] : [];
  });
  if (merged.length === 0) return 0;
  const { rows } = await context.pool.query<MergedParty>(
    `select p.case_id, p.party, p.authority, p.office, c.competent, c.applicant_id from cases.parties p join cases.cases c using (case_id)
     where p.authority = any ($1) and c.closed_at is null order by p.case_id limit 500`,
    [merged],
  );
  let moved = 0;
  for (const row of rows) if (await move(context, row, day, now)) moved++;
  return moved;
}

async function move(context: WorkerContext, row: MergedParty, day: string, now: string): Promise<boolean> {
  const { authorities } = context.catalogue();
  const fn = row.office.slice(row.office.lastIndexOf('/') + 1);
  const next = authorities.successor(row.authority, day);
  const office = next?.offices[fn];
  if (!next || !office) {
    context.log.warn({ caseId: row.case_id, party: row.party }, 'successor of a merged authority keeps no such office');
    return false;
  }
  const { rows } = await context.pool.query<{ parties: Record<string, Variables> | null; language: string }>(
    `select v.data -> 'parties' as parties, c.language from engine.variable v join cases.cases c using (case_id)
     where v.case_id = $1 and v.instance_no = 1 and v.scope_no = 0`,
    [row.case_id],
  );
  const known = rows[0]?.parties?.[row.party];
  if (!known) return false;
  const name = next.names[rows[0]!.language] ?? next.names.de ?? next.id;
  const parties = { ...rows[0]!.parties, [row.party]: { ...known, authority: next.id, office: office.principal, name } };
  const command = { type: 'set-variables', actor: 'machine', rootVariables: { parties }, reason: 'merger' } as const;
  await context.engine.run(row.case_id, uuidOf(`merger ${row.case_id} ${row.party} ${office.principal}`), command);
  await inTransaction(context.pool, (client) => moveRows(client, row, { authority: next.id, office: office.principal }, now));
  const tasks = await context.pool.query<{ token: number }>(
    `select token_no as token from engine.user_task where case_id = $1 and group_id like 'office:' || $2 || '/%'`,
    [row.case_id, row.authority],
  );
  for (const { token } of tasks.rows)
    await context.engine.run(row.case_id, uuidOf(`merger ${row.case_id} ${token} ${office.principal}`), { type: 'reassign-task', token });
  return true;
}

/** Rights follow: the successor sees what the party saw, the office that is gone nothing any more; the person is told who has the case. */
async function moveRows(client: pg.PoolClient, row: MergedParty, to: { authority: string; office: string }, now: string): Promise<void> {
  const { case_id: caseId, party, office } = row;
  await client.query(`insert into cases.access (case_id, principal, party) values ($1, $2, $3) on conflict do nothing`, [
    caseId,
    to.office,
    party,
  ]);
  await client.query('delete from cases.access where case_id = $1 and principal = $2 and party = $3', [caseId, office, party]);
  await client.query('update cases.parties set principal = $3, office = $3, authority = $4 where case_id = $1 and party = $2', [
    caseId,
    party,
    to.office,
    to.authority,
  ]);
  if (party !== row.competent) return;
  await client.query('update cases.cases set office = $2, authority = $3 where case_id = $1', [caseId, to.office, to.authority]);
  if (row.applicant_id)
    await deliver(client, { caseId, recipient: `person:${row.applicant_id}`, kind: 'merged', stepKey: `merged ${to.office}`, now });
}
