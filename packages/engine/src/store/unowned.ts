import type { Queryable } from '../types.ts';

/** A place of a case that nobody will go on with. */
export interface UnownedToken {
  caseId: string;
  /** 0 when the case as a whole is meant. */
  token: number;
  /** Element, or the id of a parked command. */
  element: string | null;
  reason:
    | 'no-token'
    | 'instance-over'
    | 'not-entered'
    | 'failed-silently'
    | 'joins-nobody'
    | 'waits-for-nothing'
    | 'timer-lost'
    | 'parked-silently';
}

/**
 * Places of open cases without owner: neither person, machine, timer, message, incident nor queued command will go on with them. There is
 * none unless the engine has a fault. Reads all open cases in one snapshot, or the given one.
 */
export async function unownedTokens(client: Queryable, caseId: string | null = null): Promise<UnownedToken[]> {
  const { rows } = await client.query('select case_id as "caseId", token_no as token, element, reason from engine.unowned_tokens($1)', [
    caseId,
  ]);
  return rows as UnownedToken[];
}
