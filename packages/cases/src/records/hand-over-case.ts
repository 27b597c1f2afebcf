import { uuidOf } from '../ids.ts';
import { localDay } from '../request/scope.ts';
import type { PlatformAnswer, PlatformCapability } from '../worker/types.ts';
import { ARCHIVE_CAPABILITY, RECORDS_CAPABILITY } from './transfer-types.ts';

/** Capabilities by which a case leaves as a package: a step of a process does the same as the end of a case. */
export const HAND_OVER: ReadonlySet<string> = new Set([ARCHIVE_CAPABILITY, RECORDS_CAPABILITY]);

/**
 * archive.transfer and records.file as a step: the case joins the packages on their way, once per step, and the step waits for the answer.
 * @param to authority whose binding it is, and its connector
 */
export async function handOverCase(
  { context, job, jobCase, now }: Parameters<PlatformCapability>[0],
  to: { authority: string; connector: string },
): Promise<PlatformAnswer> {
  const { instruction = 'information', deadline = null } = job.inputs as { instruction?: string; deadline?: string | null };
  const day = localDay(now, context.catalogue().authorities.canton.zone);
  return {
    state: 'waiting',
    until: null,
    data: {},
    write: async (client) => {
      await client.query(
        `insert into cases.transfers (transfer_id, created_at, look_at, day, authority, connector, state, case_ids, capability, token, step_key, instruction, deadline)
         values ($1, $2, $2, $3, $4, $5, 'gathered', $6, $7, $8, $9, $10, $11) on conflict (step_key) where step_key is not null do nothing`,
        [
          uuidOf(`transfer ${job.idempotencyKey}`),
          now,
          day,
          to.authority,
          to.connector,
          [jobCase.caseId],
          job.kind,
          job.token,
          job.idempotencyKey,
          job.kind === RECORDS_CAPABILITY ? instruction : null,
          job.kind === RECORDS_CAPABILITY ? deadline : null,
        ],
      );
    },
  };
}
