import type pg from 'pg';
import { uuidOf } from '../ids.ts';
import type { WorkerContext } from '../worker/types.ts';
import type { Channel, ProofKind } from './keep-notification.ts';

/** A row of `cases.notifications` that the machine acts on. */
export interface NotificationRow {
  case_id: string;
  notification_id: string;
  document_id: string;
  token: number | null;
  attempt: number;
  channel: Channel;
  state: string;
  recipient: string;
  step_key: string;
  deemed_on: string | null;
  readers: string[];
}

export const NOTIFICATION = `n.case_id, n.notification_id, n.document_id, n.token, n.attempt, n.channel, n.state, n.recipient, n.step_key, n.deemed_on::text, n.readers`;

export interface Proof {
  state: 'delivered' | 'deemed';
  /** ISO day. */
  day: string;
  kind: ProofKind;
  proof: string;
  /** Names what told it, so that it has its effect once. */
  cause: string;
}

/** What the process calls a channel: values of `delivery.notify`. */
const SPOKEN: Record<Channel, string> = {
  inbox: 'electronic',
  letter: 'registered-letter',
  'registered-letter': 'registered-letter',
  'in-person': 'in-person',
  counter: 'in-person',
};

/**
 * Writes the proof of a delivery and tells the process: the step that waits for it goes on; a period that runs already is counted again when the
 * day on which the document counts as delivered is now another. That day is the earliest of all attempts.
 */
export async function proveDelivery(context: WorkerContext, client: pg.PoolClient, row: NotificationRow, proof: Proof): Promise<void> {
  const before = await deliveredOn(client, row);
  await client.query(
    `update cases.notifications set state = $3, delivered_on = $4, proof_kind = $5, proof = $6, token = null where case_id = $1 and notification_id = $2`,
    [row.case_id, row.notification_id, proof.state, proof.day, proof.kind, proof.proof.slice(0, 200)],
  );
  await client.query(
    `update cases.documents set readers = readers || 'applicant'::text where case_id = $1 and document_id = $2 and not ('applicant' = any (readers))`,
    [row.case_id, row.document_id],
  );
  const day = (await deliveredOn(client, row)) ?? proof.day;
  const variables = { notifiedOn: day, channel: SPOKEN[row.channel], proof: proof.proof.slice(0, 100) };
  const id = uuidOf(`proof ${row.notification_id} ${proof.cause}`);
  if (row.token !== null)
    await context.engine.enqueue(
      client,
      row.case_id,
      id,
      { type: 'complete-job', token: row.token, fence: null, variables },
      { actor: 'machine' },
    );
  else if (before !== null && before !== day)
    await context.engine.enqueue(
      client,
      row.case_id,
      id,
      { type: 'correlate', message: 'proof-changed', key: row.document_id, variables },
      { actor: 'machine' },
    );
}

/** Day on which a document counts as delivered; null: not yet. */
async function deliveredOn(client: pg.PoolClient, { case_id, document_id }: NotificationRow): Promise<string | null> {
  const { rows } = await client.query<{ day: string | null }>(
    `select min(delivered_on)::text as day from cases.notifications where case_id = $1 and document_id = $2 and state in ('delivered', 'deemed')`,
    [case_id, document_id],
  );
  return rows[0]!.day;
}
