import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Name of the hidden field that carries the token in every form. */
export const TOKEN_FIELD = '_token';

/** A new secret for a browser that is not signed in; its forms carry the token made from it. */
export function newVisit(): string {
  return randomBytes(18).toString('base64url');
}

/** Token of the forms of a browser that is not signed in (signed double submit). */
export function visitToken(key: Buffer, visit: string): string {
  return createHmac('sha256', key).update(`visit ${visit}`).digest('base64url');
}

/** Compares in constant time; a missing or repeated token is wrong. */
export function tokenMatches(expected: string, given: readonly string[]): boolean {
  const [token] = given;
  if (given.length !== 1 || token === undefined) return false;
  const a = Buffer.from(expected);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * True when a browser says that the post comes from another site: `Sec-Fetch-Site` (Fetch Metadata) where sent, else
 * `Origin`. Programs that send neither still need the token.
 */
export function isForeign(headers: { get(name: string): string | null }, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  const origin = headers.get('origin');
  return origin !== null && origin !== new URL(publicUrl).origin;
}
