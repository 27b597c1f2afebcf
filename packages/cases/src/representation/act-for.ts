import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { plainSecret } from '../request/scope.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { CasesContext } from '../types.ts';

/**
 * Exchanges the session of a secret for a new one with another secret: it acts under this mandate, or for the person again (null). The old
 * one is gone; its end and level stay. Null: no such session, or no mandate that this person may use now. The pool is that of the role
 * that makes sessions.
 */
export async function actFor(pool: pg.Pool, secret: string | null, mandateId: string | null, now: string): Promise<string | null> {
  const made = randomBytes(32).toString('hex');
  const old = createHash('sha256').update(plainSecret(secret)).digest();
  return inTransaction(pool, async (client) => {
    // Of two switches at once one finds the old session.
    const { rows } = await client.query<{ person_id: string }>(
      `with old as (delete from cases.sessions where secret_hash = $1 and app = 'portal' and expires_at > now() and ends_at > now()
         and not coalesce(cases.is_capture(acting_for), false)
         and ($4::uuid is null or cases.mandate_principals($4, person_id) is not null and not cases.is_capture($4)) returning *)
       insert into cases.sessions (secret_hash, person_id, expires_at, ends_at, level, app, csrf, principals, memberships, acting_for)
       select $2, person_id, expires_at, ends_at, level, app, $3, case when $4::uuid is null then array['person:' || person_id] else '{}' end, '[]', $4 from old
       returning person_id`,
      [old, createHash('sha256').update(made).digest(), randomBytes(24).toString('base64url'), mandateId],
    );
    if (!rows[0]) return null;
    if (mandateId !== null) await client.query(`select cases.note_mandate_act($1, $2, 'used', $3)`, [mandateId, rows[0].person_id, now]);
    return made;
  });
}

/**
 * Why the session of a secret that acted for somebody acts no more: its mandate has `ended`, or the register must be asked anew whether it
 * stands (`unchecked`). Null: it still acts, or never did.
 */
export async function actingOver({ pool }: CasesContext, secret: string | null): Promise<'ended' | 'unchecked' | null> {
  const { rows } = await pool.query<{ why: 'ended' | 'unchecked' | null }>('select cases.acting_over($1) as why', [plainSecret(secret)]);
  return rows[0]!.why;
}
