import type pg from 'pg';

/** A letter as operators and offices see it: no name, no address. */
export interface LetterState {
  letterId: string;
  reference: string;
  authority: string;
  state: string;
  createdAt: string;
  handedOverAt: string | null;
  returnedAt: string | null;
}

/** Letters that wait, could not be addressed, or came back, oldest first; with `all`, those of the last month as well. */
export async function listLetters(pool: Pick<pg.Pool, 'query'>, all = false): Promise<LetterState[]> {
  const { rows } = await pool.query<LetterState>(
    `select l.letter_id as "letterId", c.reference, l.authority, l.state, l.created_at::text as "createdAt", l.handed_over_at::text as "handedOverAt", l.returned_at::text as "returnedAt"
     from cases.letters l join cases.cases c using (case_id)
     where l.state <> 'handed-over' or ($1 and l.created_at > now() - interval '1 month') order by l.created_at, l.letter_id limit 500`,
    [all],
  );
  return rows;
}

/** The post brought a letter back. Gives whether there was one of this id that had been handed over. */
export async function noteReturned(pool: Pick<pg.Pool, 'query'>, letterId: string, now: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(letterId)) return false;
  const { rowCount } = await pool.query(
    `with back as (update cases.letters set state = 'returned', returned_at = $2 where letter_id = $1 and state = 'handed-over' returning case_id, step_key),
       known as (update cases.notifications n set returned_on = $2::timestamptz::date, state = case when n.state in ('under-way', 'sent') and n.deemed_on is null then 'returned' else n.state end
         from back where n.case_id = back.case_id and n.step_key = back.step_key)
     select 1 from back`,
    [letterId, now],
  );
  return (rowCount ?? 0) > 0;
}
