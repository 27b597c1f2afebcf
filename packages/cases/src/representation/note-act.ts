import type pg from 'pg';
import type { Scope } from '../types.ts';

/** What somebody can do in a case for another person. */
export type RepresentedAct = 'submitted' | 'answered' | 'signed' | 'sent' | 'wrote' | 'payment' | 'withdrawn';

/**
 * Notes in the record of access of a case what a session that acts for somebody else did there, in the transaction of the deed and once for
 * each `thing` (id of a receipt, message, payment or step). Nothing for who acts for themselves.
 */
export async function noteAct(scope: Scope, caseId: string, what: RepresentedAct, thing: string): Promise<void> {
  if (!scope.session?.acting) return;
  await scope.client.query('select cases.note_represented_act($1, $2, $3, $4)', [caseId, what, thing, scope.now]);
}

/** Name of who did a thing in a case for the applicant; null: the applicant did, or nobody. For the machine. */
export async function whoActed({ pool }: { pool: pg.Pool }, caseId: string, thing: string): Promise<string | null> {
  const { rows } = await pool.query<{ name: string }>(
    `select actor_name as name from cases.access_records where case_id = $1 and element = $2 and purpose like 'representation.%' order by record_id desc limit 1`,
    [caseId, thing],
  );
  return rows[0]?.name ?? null;
}
