import { writeCookie, type CookieJar } from '@einwohnerportal/web';
import type { Context } from 'hono';

const START_PATH = /^\/services\/[a-z0-9_-]+\/start$/;
const INTENT_SECONDS = 120;

/** Lets a form that was sent on the way to an application begin it after the redirect, without one more button. */
export function allowStart(http: Context, path: string, jar: CookieJar): void {
  if (START_PATH.test(path)) writeCookie(http, 'intent', path, jar, INTENT_SECONDS);
}
