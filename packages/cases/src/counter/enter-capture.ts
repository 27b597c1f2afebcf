import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { hashOfCode } from '../representation/codes.ts';
import { plainSecret } from '../request/scope.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { CasesContext } from '../types.ts';

/** Minutes without use after which the form must be opened again from the workplace … */
const IDLE_MINUTES = 30;
/** … and in any case after this. */
const WHOLE_HOURS = 4;

/**
 * Takes the code with which a caseworker comes from the workplace and opens a session of the portal for this capture. Gives its secret
 * and the service; null: the code is unknown, used or too old. The pool is that of the role that makes sessions.
 */
export async function enterCapture(pool: pg.Pool, typed: string, now: string): Promise<{ secret: string; service: string } | null> {
  const hash = hashOfCode(typed);
  if (!hash) return null;
  const secret = randomBytes(32).toString('hex');
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ service: string }>(
      `with k as materialized (select * from cases.enter_capture($1, $6)),
       s as (insert into cases.sessions (secret_hash, person_id, expires_at, ends_at, level, app, csrf, principals, memberships, acting_for)
         select $2, k.person_id, now() + make_interval(mins => $4), now() + make_interval(hours => $5), k.level, 'portal', $3, '{}', '[]', k.capture_id from k)
       select service from k`,
      [hash, createHash('sha256').update(secret).digest(), randomBytes(24).toString('base64url'), IDLE_MINUTES, WHOLE_HOURS, now],
    );
    return rows[0] ? { secret, service: rows[0].service } : null;
  });
}

/** The capture behind a secret of the portal, also when it is sent or over; null: none. */
export async function captureOf({ pool }: CasesContext, secret: string | null): Promise<string | null> {
  const { rows } = await pool.query<{ id: string | null }>('select cases.capture_of($1) as id', [plainSecret(secret)]);
  return rows[0]!.id;
}
