import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';
import { parse } from 'hono/utils/cookie';

/**
 * Cookies of one application: all HttpOnly, SameSite=Lax, path `/`, and over https with the prefix `__Host-` and Secure
 * (RFC 6265bis, section 4.1.3.2). Lax, not Strict: after sign-in the browser comes from the identity provider.
 */
export interface CookieJar {
  /** True when browsers come over https. */
  secure: boolean;
  /** Stands before each name: cookies do not know ports, so two applications on one host need different names. */
  cookiePrefix: string;
}

export function readCookie(http: Context, name: string, jar: CookieJar): string | undefined {
  return getCookie(http, fullName(name, jar));
}

/** The same from the header field of a request that no framework has read. */
export function cookieIn(field: string, name: string, jar: CookieJar): string | undefined {
  const full = fullName(name, jar);
  return parse(field, full)[full];
}

/** Writes a cookie; without `maxAge` (seconds) it ends with the browser. */
export function writeCookie(http: Context, name: string, value: string, jar: CookieJar, maxAge?: number): void {
  setCookie(http, fullName(name, jar), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: jar.secure,
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

export function removeCookie(http: Context, name: string, jar: CookieJar): void {
  deleteCookie(http, fullName(name, jar), { path: '/', httpOnly: true, sameSite: 'Lax', secure: jar.secure });
}

function fullName(name: string, { secure, cookiePrefix }: CookieJar): string {
  return (secure ? '__Host-' : '') + cookiePrefix + name;
}
