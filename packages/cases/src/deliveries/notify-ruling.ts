import { addPeriod } from '../catalogue/calendar.ts';
import { CasesError } from '../errors.ts';
import { uuidOf } from '../ids.ts';
import { hasNoInbox, linesOfCase } from '../letters/by-letter.ts';
import { localDay } from '../request/scope.ts';
import { deliver } from '../worker/platform/put-in-inbox.ts';
import type { PlatformCapability, WorkerContext } from '../worker/types.ts';
import { keepNotification } from './keep-notification.ts';

/**
 * delivery.notify by the platform itself: with consent into the inbox, if anybody can open it, where opening is the proof; else as a registered letter of the print
 * run. The step ends with the proof, never with the sending; after the period that the law gives, it counts as delivered.
 */
export const notifyRuling: PlatformCapability = async ({ context, job, jobCase, now }) => {
  const { consent, file } = job.inputs as { file: string; consent?: boolean | null };
  const { authorities } = context.catalogue();
  const today = localDay(now, authorities.canton.zone);
  const rule = authorities.notification(jobCase.authority).electronic;
  const electronic =
    (await saidConsent(context, jobCase.applicant, consent)) &&
    rule !== undefined &&
    jobCase.applicant.startsWith('person:') &&
    !(await hasNoInbox(context.pool, jobCase.caseId));
  const address = electronic ? null : await linesOfCase(context, jobCase.caseId, jobCase.applicantName);
  if (!electronic && !address)
    throw new CasesError('address-missing', 'expected a complete address to notify a ruling by letter, got none');
  return {
    state: 'waiting',
    until: null,
    data: {},
    write: async (client) => {
      await keepNotification(client, {
        caseId: jobCase.caseId,
        documentId: file,
        at: now,
        token: job.token,
        channel: electronic ? 'inbox' : 'registered-letter',
        state: 'under-way',
        recipient: jobCase.applicant,
        stepKey: job.idempotencyKey,
        readers: [jobCase.competent, 'applicant'],
        sentOn: electronic ? today : null,
        deemedOn: electronic && rule?.after ? addPeriod(rule.after, today) : null,
        law: electronic && rule?.after ? (rule.law ?? null) : null,
      });
      if (electronic) {
        await client.query(
          `update cases.documents set readers = readers || 'applicant'::text where case_id = $1 and document_id::text = $2 and not ('applicant' = any (readers))`,
          [jobCase.caseId, file],
        );
        return deliver(client, {
          caseId: jobCase.caseId,
          recipient: jobCase.applicant,
          kind: 'ruling',
          stepKey: job.idempotencyKey,
          documents: [file],
          now,
        });
      }
      await client.query(
        `insert into cases.letters (letter_id, case_id, authority, token, created_at, step_key, kind, address, documents, state)
         values ($1, $2, $3, null, $4, $5, 'registered', $6, $7, 'waiting') on conflict (case_id, step_key) do nothing`,
        [uuidOf(`letter ${job.idempotencyKey}`), jobCase.caseId, jobCase.authority, now, job.idempotencyKey, address, [file]],
      );
    },
  };
};

/** What the person says in the profile now, else what they said in the case. */
async function saidConsent(context: WorkerContext, applicant: string, inCase: boolean | null | undefined): Promise<boolean> {
  const { rows } = await context.pool.query<{ electronic_rulings: boolean | null }>(
    `select electronic_rulings from cases.profiles where 'person:' || person_id = $1`,
    [applicant],
  );
  return rows[0]?.electronic_rulings ?? inCase === true;
}
