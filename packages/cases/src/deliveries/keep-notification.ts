import type pg from 'pg';
import { uuidOf } from '../ids.ts';

/** How a document goes to its person. */
export type Channel = 'inbox' | 'letter' | 'registered-letter' | 'in-person' | 'counter';
/** `opened` in the inbox; `receipt` of an electronic delivery; `signed` for the post; `handed-over` at the desk; `period`: by law, nobody took it. */
export type ProofKind = 'opened' | 'receipt' | 'signed' | 'handed-over' | 'period';

export interface NewNotification {
  caseId: string;
  documentId: string;
  at: string;
  /** Step of the process that waits for the proof; null: none does. */
  token: number | null;
  channel: Channel;
  state: 'noted' | 'under-way' | 'sent' | 'delivered' | 'returned';
  recipient: string;
  stepKey: string;
  readers: readonly string[];
  attempt?: number;
  /** ISO days. */
  sentOn?: string | null;
  deemedOn?: string | null;
  deliveredOn?: string | null;
  returnedOn?: string | null;
  /** Command of the task in which people said so. */
  commandId?: string;
  proofKind?: ProofKind | null;
  proof?: string | null;
  law?: string | null;
}

/** Names an attempt: the same step and document give the same id. */
export function notificationId(stepKey: string, documentId: string): string {
  return uuidOf(`notification ${stepKey} ${documentId}`);
}

/** Writes one attempt to deliver one document, once. */
export async function keepNotification(client: Pick<pg.PoolClient, 'query'>, one: NewNotification): Promise<void> {
  await client.query(
    `insert into cases.notifications (case_id, notification_id, document_id, begun_at, token, attempt, sent_on, deemed_on, delivered_on, returned_on,
       channel, state, recipient, step_key, command_id, proof_kind, proof, law, readers)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) on conflict do nothing`,
    [
      one.caseId,
      notificationId(one.stepKey, one.documentId),
      one.documentId,
      one.at,
      one.token,
      one.attempt ?? 1,
      one.sentOn ?? null,
      one.deemedOn ?? null,
      one.deliveredOn ?? null,
      one.returnedOn ?? null,
      one.channel,
      one.state,
      one.recipient,
      one.stepKey,
      one.commandId ?? null,
      one.proofKind ?? null,
      one.proof?.slice(0, 200) ?? null,
      one.law ?? null,
      one.readers,
    ],
  );
}
