import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { assets } from './assets.ts';
import { readCookie } from './cookies.ts';
import { isForeign, TOKEN_FIELD, tokenMatches, visitToken } from './csrf.ts';
import { showBroken, showForeign, showNotFound, showTooLarge } from './problems.ts';
import { LANGUAGES, isLanguage, negotiateLanguage } from './languages.ts';
import type { Portal } from './portal.ts';
import { PAGES, type Page } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import { comeBack, departureOf } from './sign-in/callback.ts';
import { CALLBACK_PATH } from './sign-in/identity-provider.ts';
import { takePaymentCallback } from './pages/payment/callback.ts';
import { asPerson, link, type Again, type Visit } from './visit.ts';

/** No honest form of this portal is larger; file uploads will have their own limit. */
const BODY_BYTES = 256 * 1024;
const FIELDS = 2000;

/** The portal as an application for one process: every page of `routes.ts` in every language, and what has no language. */
export function createPortal(portal: Portal): Hono {
  const app = new Hono();
  app.use(securityHeaders(portal.config));
  app.route('/assets', assets());
  app.get('/health', (http) => http.json({ ok: true }));
  app.get('/', async (http) => http.redirect(`/${await homeLanguage(portal, http)}`, 302));
  app.get(CALLBACK_PATH, (http) => comeBack(visitOf(portal, http, departureOf({ portal, http })?.lang)));
  app.post('/payments/callback', limit(portal), (http) => takePaymentCallback(portal, http));

  const prefix = `/:lang{${LANGUAGES.toReversed().join('|')}}`;
  for (const page of PAGES) {
    const path = prefix + (page.path === '/' ? '' : page.path);
    app.get(path, (http) => show(page, visitOf(portal, http)));
    if (page.act) app.post(path, limit(portal), (http) => act(page, visitOf(portal, http)));
  }

  app.notFound((http) => {
    const path = new URL(http.req.url).pathname;
    const visit = visitOf(portal, http);
    if (http.req.method === 'GET' && !isLanguage(path.split('/')[1]) && !path.includes('.')) {
      return http.redirect(link({ lang: visit.lang }, path) + new URL(http.req.url).search, 302);
    }
    return showNotFound(visit);
  });
  app.onError((error, http) => showBroken(visitOf(portal, http), error));
  return app;
}

async function show(page: Page, visit: Visit): Promise<Response> {
  const heldId = visit.http.req.query('held');
  if (heldId && page.act) {
    const found = await asPerson(visit, (scope) => visit.portal.domain.takeHeldInput(scope, heldId));
    if (found?.value && found.value.path === pathOnly(visit.path)) {
      return page.show(visit, { fault: 'held', posted: new URLSearchParams(found.value.body) });
    }
  }
  return page.show(visit, null);
}

/**
 * A post is done only when it comes from one of our own forms, of this very session. Otherwise the same page is shown again
 * with everything typed; after an expired session the input is kept until the person has signed in again.
 */
async function act(page: Page, visit: Visit): Promise<Response> {
  const { portal, http } = visit;
  const type = http.req.header('content-type') ?? '';
  const text = await http.req.text();
  const body = new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? text : '');
  if (body.size > FIELDS) return showTooLarge(visit);
  if (isForeign(http.req.raw.headers, portal.config.publicUrl)) return refused(page, visit, body);
  const session = (await asPerson(visit, async (_scope, found) => found))?.value ?? null;
  if (page.access === 'person' && !session) return holdAndSignIn(visit, body);
  const visitSecret = readCookie(http, 'visit', portal.config.secure);
  const expected = session ? session.csrf : visitSecret ? visitToken(portal.config.sessionKey, visitSecret) : null;
  if (expected === null || !tokenMatches(expected, body.getAll(TOKEN_FIELD))) return refused(page, visit, body);
  return page.act!(visit, body);
}

async function refused(page: Page, visit: Visit, body: URLSearchParams): Promise<Response> {
  const again: Again = { fault: 'forgery', posted: body };
  const response = await page.show(visit, again);
  if (response.status >= 300 && response.status < 400) return showForeign(visit);
  return response.status === 200 ? new Response(response.body, { status: 403, headers: response.headers }) : response;
}

async function holdAndSignIn(visit: Visit, body: URLSearchParams): Promise<Response> {
  const { domain, context } = visit.portal;
  body.delete(TOKEN_FIELD);
  const path = pathOnly(visit.path);
  const heldId = await domain.holdInput(context, { secret: visit.secret, path, body: body.toString() });
  const query = visit.path.slice(path.length);
  const returnTo = heldId ? `${path}${query}${query ? '&' : '?'}held=${heldId}` : path + query;
  return visit.http.redirect(link(visit, `/sign-in?return=${encodeURIComponent(returnTo)}${heldId ? '&held=1' : ''}`), 303);
}

function visitOf(portal: Portal, http: Context, fallback?: string): Visit {
  const url = new URL(http.req.url);
  const first = url.pathname.split('/')[1];
  const lang = isLanguage(first) ? first : isLanguage(fallback) ? fallback : negotiateLanguage(http.req.header('accept-language'));
  const path = isLanguage(first) ? url.pathname.slice(first.length + 1) || '/' : '/';
  return { portal, http, lang, t: portal.texts(lang), path: path + url.search, secret: readCookie(http, 'session', portal.config.secure) ?? null };
}

async function homeLanguage(portal: Portal, http: Context): Promise<string> {
  const visit = visitOf(portal, http);
  const found = visit.secret === null ? null : await asPerson(visit, async (_scope, session) => session.language);
  return isLanguage(found?.value) ? found.value : visit.lang;
}

function pathOnly(path: string): string {
  return path.split('?')[0] ?? path;
}

function limit(portal: Portal) {
  return bodyLimit({ maxSize: BODY_BYTES, onError: (http) => showTooLarge(visitOf(portal, http)) });
}
