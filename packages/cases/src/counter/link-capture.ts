import { hashOfCode, newCode } from '../representation/codes.ts';
import type { Scope } from '../types.ts';

/** Days within which a code of the counter can be entered. */
export const LINK_DAYS = 30;

/** A code for the person of an own capture that is sent, shown once and kept nowhere; null: it is in an account already, or not this caseworker's. */
export async function giveCaptureCode(scope: Scope, captureId: string): Promise<string | null> {
  if (!/^[0-9a-f-]{36}$/.test(captureId)) return null;
  const code = newCode();
  const { rows } = await scope.client.query<{ done: boolean }>('select cases.give_capture_code($1, $2, $3) as done', [
    captureId,
    hashOfCode(code),
    LINK_DAYS,
  ]);
  return rows[0]!.done ? code : null;
}

/**
 * Takes a captured case into the account of the signed-in person (level 300 or more); the machine carries it over within seconds. `not-found` is the
 * answer for every code that is not for this person; after five of them in an hour it is over.
 */
export async function linkCapture(scope: Scope, typed: string): Promise<'linked' | 'not-found' | 'too-often'> {
  const hash = hashOfCode(typed);
  if (!hash) return 'not-found';
  const { rows } = await scope.client.query<{ outcome: 'linked' | 'not-found' | 'too-often' }>(
    'select cases.link_capture($1, $2) as outcome',
    [hash, scope.now],
  );
  return rows[0]!.outcome;
}
