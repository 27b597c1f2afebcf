import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { assets } from './assets.ts';
import { AWAY_PATH, showAwayPage } from './away-page.ts';
import { readCookie } from './cookies.ts';
import { isForeign, TOKEN_FIELD, tokenMatches, visitToken } from './csrf.ts';
import { isLanguage } from './languages.ts';
import { limitWithoutFiles, passBy, receive, type Posted } from './receive.ts';
import { shedLoad } from './load.ts';
import { oneLoopbackName } from './loopback.ts';
import type { Problems } from './problems.ts';
import { securityHeaders } from './security-headers.ts';
import type { Site } from './site.ts';
import { CALLBACK_PATH } from './sign-in/identity-provider.ts';
import { departureOf, type SignIn } from './sign-in/sign-in.ts';
import { currentSession, inSession, link, visitOf, type Again, type Page, type Visit } from './visit.ts';

/** No honest form is larger; file uploads will have their own limit. */
const BODY_BYTES = 256 * 1024;
const FIELDS = 2000;

export interface RouterOptions<S extends Site> {
  site: S;
  /** In the order in which a person meets them. */
  pages: readonly Page<Visit<S>>[];
  problems: Problems<Visit<S>>;
  signIn: SignIn<Visit<S>>;
  /** Routes without a language. */
  further?(app: Hono, limit: MiddlewareHandler): void;
}

/** An application for one process: every page in every language, and what has no language. */
export function createRouter<S extends Site>({ site, pages, problems, signIn, further }: RouterOptions<S>): Hono {
  const app = new Hono();
  const limit = bodyLimit({
    maxSize: BODY_BYTES,
    async onError(http) {
      // What is left unread would stand before the next request of this connection.
      if (!(await passBy(http))) http.header('Connection', 'close');
      return problems.tooLarge(visitOf(site, http));
    },
  });
  app.use(oneLoopbackName(site.config.publicUrl));
  app.use(securityHeaders(site.config));
  app.route('/assets', assets());
  app.get('/health', (http) => http.json({ ok: true }));
  app.get(AWAY_PATH, (http) => showAwayPage(http, site));
  app.use(shedLoad(site, problems));
  app.get('/', async (http) => http.redirect(`/${await homeLanguage(site, http)}`, 302));
  app.get(CALLBACK_PATH, (http) => signIn.comeBack(visitOf(site, http, departureOf(site, http)?.lang)));
  further?.(app, limit);

  for (const page of pages) {
    const paths = site.languages.map((lang) => `/${lang}${page.path === '/' ? '' : page.path}`);
    app.on('GET', paths, (http) => show(page, visitOf(site, http)));
    if (page.act) app.on('POST', paths, page.files ? limitWithoutFiles(limit) : limit, (http) => act(page, problems, visitOf(site, http)));
  }

  app.notFound((http) => {
    const url = new URL(http.req.url);
    const visit = visitOf(site, http);
    if (http.req.method === 'GET' && !isLanguage(url.pathname.split('/')[1], site.languages) && !url.pathname.includes('.')) {
      return http.redirect(link({ lang: visit.lang }, url.pathname) + url.search, 302);
    }
    return problems.notFound(visit);
  });
  app.onError((error, http) => problems.broken(visitOf(site, http), error));
  return app;
}

async function show<V extends Visit>(page: Page<V>, visit: V): Promise<Response> {
  const heldId = visit.http.req.query('held');
  if (heldId && page.act) {
    const found = await inSession(visit, (scope) => visit.site.domain.readHeldInput(scope, heldId));
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
async function act<V extends Visit>(page: Page<V>, problems: Problems<V>, visit: V): Promise<Response> {
  const { site, http } = visit;
  const foreign = isForeign(http.req.raw.headers, site.config.publicUrl);
  const admits = async (fields: URLSearchParams): Promise<boolean> =>
    !foreign && ((await inSession(visit, async (_, session) => tokenMatches(session.csrf, fields.getAll(TOKEN_FIELD))))?.value ?? false);
  const posted: Posted | null = await receive(page, visit, admits);
  if (!posted || posted.body.size > FIELDS) return problems.tooLarge(visit);
  const { body, files } = posted;
  if (foreign) return refused(page, problems, visit, body);
  const autosave = http.req.header('x-autosave') !== undefined;
  const ours = await inSession(visit, async (scope, session) => {
    const matches = tokenMatches(session.csrf, body.getAll(TOKEN_FIELD));
    if (matches && page.access === 'person' && !autosave) await site.domain.dropHeldInput(scope, pathOnly(visit.path));
    return matches;
  });
  // A form saved while typing stays open in the browser: nothing needs to be kept for it.
  if (page.access === 'person' && !ours && autosave) return http.body(null, 401);
  if (page.access === 'person' && !ours) return holdAndSignIn(visit, body);
  return (ours ? ours.value : fromOwnVisit(visit, body)) ? page.act!(visit, body, files) : refused(page, problems, visit, body);
}

/** True when the token is that of this browser, in which nobody is signed in. */
function fromOwnVisit({ site, http }: Visit, body: URLSearchParams): boolean {
  const secret = readCookie(http, 'visit', site.config);
  return secret !== undefined && tokenMatches(visitToken(site.config.sessionKey, secret), body.getAll(TOKEN_FIELD));
}

async function refused<V extends Visit>(page: Page<V>, problems: Problems<V>, visit: V, body: URLSearchParams): Promise<Response> {
  const again: Again = { fault: 'forgery', posted: body };
  const response = await page.show(visit, again);
  if (response.status >= 300 && response.status < 400) return problems.foreign(visit);
  return response.status === 200 ? new Response(response.body, { status: 403, headers: response.headers }) : response;
}

async function holdAndSignIn(visit: Visit, body: URLSearchParams): Promise<Response> {
  const { domain, context } = visit.site;
  body.delete(TOKEN_FIELD);
  const path = pathOnly(visit.path);
  const heldId = await domain.holdInput(context, { secret: visit.secret, path, body: body.toString() });
  const query = visit.path.slice(path.length);
  const returnTo = heldId ? `${path}${query}${query ? '&' : '?'}held=${heldId}` : path + query;
  return visit.http.redirect(link(visit, `/sign-in?return=${encodeURIComponent(returnTo)}${heldId ? '&held=1' : ''}`), 303);
}

async function homeLanguage(site: Site, http: Context): Promise<string> {
  const visit = visitOf(site, http);
  const preferred = visit.secret === null ? null : (await currentSession(visit))?.language;
  return isLanguage(preferred ?? undefined, site.languages) ? preferred! : visit.lang;
}

function pathOnly(path: string): string {
  return path.split('?')[0] ?? path;
}
