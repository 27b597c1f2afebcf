import type pg from 'pg';
import { uuidOf } from '../ids.ts';
import { addressOfCase } from '../payments/payer-address.ts';
import type { WorkerContext } from '../worker/types.ts';
import { linesOf } from './address-lines.ts';

/** Nobody can open the inbox of this case: it was captured at the counter or on the phone, and is in no account. */
export async function hasNoInbox(client: Pick<pg.PoolClient, 'query'>, caseId: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from cases.captures where case_id = $1 and linked_at is null', [caseId]);
  return rowCount === 1;
}

/** Lines of the address that a case knows of its person; null when it is not complete. */
export async function linesOfCase(context: WorkerContext, caseId: string, name: string): Promise<string[] | null> {
  return linesOf({ ...(await addressOfCase(context, caseId, name)) }, name);
}

export interface OwnLetter {
  caseId: string;
  authority: string;
  stepKey: string;
  address: readonly string[];
  documents: readonly string[];
  /** Message whose words stand on the sheet. */
  messageId?: string;
  now: string;
}

/** Puts a letter, for which no step of the process waits, into the next print run; once per step. */
export async function queueLetter(client: Pick<pg.PoolClient, 'query'>, letter: OwnLetter): Promise<void> {
  await client.query(
    `insert into cases.letters (letter_id, case_id, authority, token, created_at, step_key, kind, address, documents, message_id, state)
     values ($1, $2, $3, null, $4, $5, 'A', $6, $7, $8, 'waiting') on conflict (case_id, step_key) do nothing`,
    [
      uuidOf(`letter ${letter.caseId} ${letter.stepKey}`),
      letter.caseId,
      letter.authority,
      letter.now,
      letter.stepKey,
      letter.address,
      letter.documents,
      letter.messageId ?? null,
    ],
  );
}
