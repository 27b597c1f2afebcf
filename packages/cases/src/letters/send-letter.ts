import { CasesError } from '../errors.ts';
import { uuidOf } from '../ids.ts';
import { keepNotification } from '../deliveries/keep-notification.ts';
import { addressOfCase } from '../payments/payer-address.ts';
import { linesOf } from './address-lines.ts';
import type { PlatformCapability } from '../worker/types.ts';

/** delivery.letter by the print bundle: the letter waits for the next run; the step ends when the bundle was handed over. */
export const sendLetter: PlatformCapability = async ({ context, job, jobCase, now }) => {
  const { address, files, kind = 'A' } = job.inputs as { address?: Record<string, unknown> | null; files: string[]; kind?: string };
  const lines =
    linesOf(address ?? null, jobCase.applicantName) ??
    linesOf({ ...(await addressOfCase(context, jobCase.caseId, jobCase.applicantName)) }, jobCase.applicantName);
  if (!lines) throw new CasesError('address-missing', 'expected a complete address for a letter of this case, got none');
  return {
    state: 'waiting',
    until: null,
    data: {},
    write: async (client) => {
      await client.query(
        `insert into cases.letters (letter_id, case_id, authority, token, created_at, step_key, kind, address, documents, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (case_id, step_key) do nothing`,
        [
          uuidOf(`letter ${job.idempotencyKey}`),
          job.caseId,
          jobCase.authority,
          job.token,
          now,
          job.idempotencyKey,
          kind,
          lines,
          files,
          'waiting',
        ],
      );
      for (const documentId of files)
        await keepNotification(client, {
          caseId: job.caseId,
          documentId,
          at: now,
          token: null,
          channel: kind === 'registered' ? 'registered-letter' : 'letter',
          state: 'under-way',
          recipient: jobCase.applicant,
          stepKey: job.idempotencyKey,
          readers: [jobCase.competent, 'applicant'],
        });
    },
  };
};
