import { createHash, randomInt } from 'node:crypto';
import { interfaceTexts } from '../case-view/texts.ts';
import type { WorkerContext } from '../worker/types.ts';

const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** A code opens for this long. */
export const CODE_DAYS = 7;

interface ToSend {
  id: string;
  authority: string;
  email: string;
  language: string;
  attempts: number;
}

/**
 * Sends confirmed invitations. Each attempt makes a new code, and only the last one opens: where nobody knows whether a mail left, sending
 * again harms nothing. After the end of a code, and once accepted, the address is forgotten.
 */
export async function sendInvitations(context: WorkerContext, now: string): Promise<number> {
  if (!context.mail) return 0;
  await context.pool.query(
    `update cases.invitations set email = null, code_hash = null where email is not null and (state in ('refused', 'withdrawn', 'ended') or state = 'sent' and code_ends_at < $1)`,
    [now],
  );
  const { rows } = await context.pool.query<ToSend>(
    `update cases.invitations set attempts = attempts + 1, look_at = $1::timestamptz + interval '2 minutes' * power(2, least(attempts, 6))
     where invitation_id in (select invitation_id from cases.invitations where state = 'confirmed' and look_at <= $1 and email is not null
       order by look_at limit 20 for update skip locked)
     returning invitation_id as id, authority, email, language, attempts`,
    [now],
  );
  for (const row of rows) await send(context, row, now);
  return rows.length;
}

async function send(context: WorkerContext, { id, authority, email, language, attempts }: ToSend, now: string): Promise<void> {
  const { authorities } = context.catalogue();
  const code = Array.from({ length: 16 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  // Kept before it leaves, so that a code that arrives opens even if this node dies now.
  const { rowCount } = await context.pool.query(
    `update cases.invitations set code_hash = $2, code_ends_at = $3::timestamptz + make_interval(days => $4) where invitation_id = $1 and state = 'confirmed'`,
    [id, createHash('sha256').update(code).digest(), now, CODE_DAYS],
  );
  if (!rowCount) return;
  const t = interfaceTexts(language, authorities.canton.zone);
  const args = {
    authority: authorities.byId(authority)?.names[language] ?? authority,
    code: code.match(/.{4}/g)!.join('-'),
    days: CODE_DAYS,
  };
  try {
    await context.mail!.send({
      to: email,
      subject: t('alerts.invitation.subject', args),
      text: t('alerts.invitation.text', args),
      language,
      messageId: `invitation.${id}.${attempts}`,
    });
    await context.pool.query(`update cases.invitations set state = 'sent', sent_at = $2 where invitation_id = $1 and state = 'confirmed'`, [
      id,
      now,
    ]);
  } catch (error) {
    context.log.warn({ invitation: id, code: (error as { code?: string }).code ?? 'failed' }, 'invitation not sent');
  }
}
