import type pg from 'pg';
import { keepNotification, notificationId } from '../../deliveries/keep-notification.ts';
import { uuidv7 } from '../../ids.ts';
import { hasNoInbox, linesOfCase, queueLetter } from '../../letters/by-letter.ts';
import { localDay } from '../../request/scope.ts';
import type { PlatformCapability } from '../types.ts';

/**
 * delivery.inbox: the documents lie in the person's inbox from now on; an alert without content tells so. Where nobody can open it they go by post as
 * well, or stand with the office as undeliverable where no address is known.
 */
export const putInInbox: PlatformCapability = async ({ context, job, jobCase, now }) => {
  const { files } = job.inputs as { files: string[] };
  const today = localDay(now, context.catalogue().authorities.canton.zone);
  const onPaper = await hasNoInbox(context.pool, jobCase.caseId);
  const address = onPaper ? await linesOfCase(context, jobCase.caseId, jobCase.applicantName) : null;
  return {
    state: 'done',
    outputs: { deliveredAt: now, readAt: null },
    write: async (client) => {
      // From now on the person may read them; a ruling waits for this moment.
      await client.query(
        `update cases.documents set readers = readers || 'applicant'::text where case_id = $1 and document_id = any ($2) and not ('applicant' = any (readers))`,
        [jobCase.caseId, files],
      );
      await deliver(client, {
        caseId: jobCase.caseId,
        recipient: jobCase.applicant,
        kind: 'delivered',
        stepKey: job.idempotencyKey,
        documents: files,
        now,
      });
      for (const documentId of files)
        await keepNotification(client, {
          caseId: jobCase.caseId,
          documentId,
          at: now,
          token: null,
          recipient: jobCase.applicant,
          stepKey: job.idempotencyKey,
          readers: [jobCase.competent, 'applicant'],
          ...(onPaper
            ? {
                channel: 'letter' as const,
                ...(address ? { state: 'under-way' as const } : { state: 'returned' as const, returnedOn: today }),
              }
            : {
                channel: 'inbox' as const,
                state: 'delivered' as const,
                sentOn: today,
                deliveredOn: today,
                proofKind: 'receipt' as const,
                proof: notificationId(job.idempotencyKey, documentId),
              }),
        });
      if (address)
        await queueLetter(client, {
          caseId: jobCase.caseId,
          authority: jobCase.authority,
          stepKey: job.idempotencyKey,
          address,
          documents: files,
          now,
        });
    },
  };
};

export interface Delivery {
  caseId: string;
  recipient: string;
  /** Block of text keys of the message and the alert. */
  kind: string;
  stepKey: string;
  documents?: string[];
  args?: Record<string, unknown>;
  now: string;
  /** When the alert leaves; default at once. */
  alertAt?: string;
}

/** One message in the inbox and one alert by e-mail, once per step. The address is the one the person gave for this case, else the profile's. */
export async function deliver(client: pg.PoolClient, delivery: Delivery): Promise<void> {
  const { caseId, recipient, kind, stepKey, now } = delivery;
  await client.query(
    `insert into cases.messages (message_id, case_id, at, recipient, kind, step_key, documents, args) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (case_id, recipient, step_key) do nothing`,
    [uuidv7(now), caseId, now, recipient, kind, stepKey, delivery.documents ?? [], JSON.stringify(delivery.args ?? {})],
  );
  await queueAlert(client, delivery);
}

/**
 * One alert to a person of the case, without a message of its own (reminders); and one to who sent the case for that person, as long as the
 * mandate stands and says so.
 */
export async function queueAlert(client: pg.PoolClient, { caseId, recipient, kind, stepKey, now, alertAt }: Delivery): Promise<void> {
  await client.query('select cases.queue_alert($1, $2, $3, $4, $5, $6)', [caseId, now, alertAt ?? now, recipient, kind, stepKey]);
}
