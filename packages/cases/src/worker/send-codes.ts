import { interfaceTexts } from '../case-view/texts.ts';
import { CODE_MINUTES } from '../person/phone-proof.ts';
import { plainSpaces } from '../texts/typography.ts';
import type { WorkerContext } from './types.ts';

/**
 * Sends the codes that prove a phone number. A provider sends the same id once, so a try that got no answer is repeated; the code is
 * forgotten as soon as it was sent. Gives how many were tried.
 */
export async function sendCodes(context: WorkerContext, now: string): Promise<number> {
  if (!context.sms) return 0;
  const { rows } = await context.pool.query<{ proof_id: string; phone: string; code: string; language: string }>(
    `update cases.phone_proofs set due_at = $1::timestamptz + interval '15 seconds' where proof_id in
       (select proof_id from cases.phone_proofs where state = 'asked' and due_at <= $1 and expires_at > $1 order by due_at limit 20 for update skip locked)
     returning proof_id, phone, code, language`,
    [now],
  );
  for (const { code, language, phone, proof_id } of rows) {
    const t = interfaceTexts(language, context.catalogue().authorities.canton.zone);
    let state = 'sent';
    try {
      await context.sms.send({ to: phone, text: plainSpaces(t('phoneCode', { code, minutes: CODE_MINUTES })), id: `code.${proof_id}` });
    } catch (error) {
      const failed = (error as { code?: string }).code ?? 'failed';
      context.log.warn({ proofId: proof_id, code: failed }, 'code not sent');
      if (failed === 'not-available' || failed === 'unknown-outcome') continue;
      state = 'failed';
    }
    await context.pool.query(`update cases.phone_proofs set state = $2, code = null where proof_id = $1 and state = 'asked'`, [
      proof_id,
      state,
    ]);
  }
  return rows.length;
}

/** Codes that no longer hold are forgotten, and their rows after a day: until then they count against too many. */
export async function forgetCodes(context: WorkerContext, now: string): Promise<void> {
  await context.pool.query(`update cases.phone_proofs set code = null where code is not null and expires_at < $1`, [now]);
  await context.pool.query(`delete from cases.phone_proofs where asked_at < $1::timestamptz - interval '1 day'`, [now]);
}
