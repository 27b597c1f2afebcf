import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';

/**
 * Cookies of the portal: all HttpOnly, SameSite=Lax, path `/`, and over https with the prefix `__Host-` and Secure
 * (RFC 6265bis, section 4.1.3.2). Lax, not Strict: after sign-in the browser comes from the identity provider.
 */
export type CookieName = 'session' | 'visit' | 'sign-in' | 'intent' | 'municipality' | 'eligibility';

export function readCookie(http: Context, name: CookieName, secure: boolean): string | undefined {
  return getCookie(http, fullName(name, secure));
}

/** Writes a cookie; without `maxAge` (seconds) it ends with the browser. */
export function writeCookie(http: Context, name: CookieName, value: string, secure: boolean, maxAge?: number): void {
  setCookie(http, fullName(name, secure), value, { path: '/', httpOnly: true, sameSite: 'Lax', secure, ...(maxAge === undefined ? {} : { maxAge }) });
}

export function removeCookie(http: Context, name: CookieName, secure: boolean): void {
  deleteCookie(http, fullName(name, secure), { path: '/', secure });
}

/** Lets a form that was sent on the way to an application begin it after the redirect, without one more button. */
export function allowStart(http: Context, path: string, secure: boolean): void {
  if (START_PATH.test(path)) writeCookie(http, 'intent', path, secure, INTENT_SECONDS);
}

const START_PATH = /^\/services\/[a-z0-9_-]+\/start$/;
const INTENT_SECONDS = 120;

function fullName(name: CookieName, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
