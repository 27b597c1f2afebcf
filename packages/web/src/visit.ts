import type { Scope, SessionView } from '@einwohnerportal/cases';
import type { ReceivedFile, Wanted } from '@einwohnerportal/files';
import type { Html } from '@einwohnerportal/ui';
import type { Context } from 'hono';
import { readCookie, writeCookie } from './cookies.ts';
import { newVisit, visitToken } from './csrf.ts';
import { isLanguage, negotiateLanguage, type Language } from './languages.ts';
import type { Site } from './site.ts';

/** One request for one page: the language, the texts and the secret that the browser holds. */
export interface Visit<S extends Site = Site> {
  site: S;
  http: Context;
  lang: Language;
  t: ReturnType<S['texts']>;
  /** Path without the language, with the query: `/cases/AB-12?x=1`. */
  path: string;
  /** Secret of the session cookie; null when the browser holds none. */
  secret: string | null;
}

/** Why a page is shown once more, with what was typed. */
export interface Again {
  fault: 'forgery' | 'held' | null;
  posted: URLSearchParams;
}

export type Show<V extends Visit> = (visit: V, again: Again | null) => Promise<Response>;
/** `files`: what came with a form of a page that takes files. */
export type Act<V extends Visit> = (visit: V, body: URLSearchParams, files: readonly ReceivedFile[]) => Promise<Response>;

/** One page in all languages. `access: person` asks for sign-in; a post to it after an expired session is kept. */
export interface Page<V extends Visit> {
  /** Path after the language. */
  path: string;
  access: 'everyone' | 'person';
  show: Show<V>;
  /** What the address answers with when it is no page: a file to keep, a part of a page for its script, or another address. */
  gives?: 'file' | 'part' | 'way';
  act?: Act<V>;
  /** What files a post may bring, by name of the control; asked once the post is known to come from our own form. */
  files?(visit: V): Promise<ReadonlyMap<string, Wanted>>;
}

export type Status = 200 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;

/** A page of an application around its main part, with header and footer; `anonymous` leaves out who is signed in and asks no database. */
export type Frame<V extends Visit> = (
  visit: V,
  framed: { title: string; main: Html; anonymous?: boolean },
  status?: Status,
) => Promise<Response>;

/** The visit of a request: language from the path, else `fallback`, else what the browser prefers. */
export function visitOf<S extends Site>(site: S, http: Context, fallback?: string): Visit<S> {
  const url = new URL(http.req.url);
  const first = url.pathname.split('/')[1];
  const { languages } = site;
  const lang = isLanguage(first, languages)
    ? first
    : isLanguage(fallback, languages)
      ? fallback
      : negotiateLanguage(http.req.header('accept-language'));
  const path = isLanguage(first, languages) ? url.pathname.slice(first.length + 1) || '/' : '/';
  const t = site.texts(lang) as ReturnType<S['texts']>;
  return { site, http, lang, t, path: path + url.search, secret: readCookie(http, 'session', site.config) ?? null };
}

/** A path of this application in the language of the visit. */
export function link(visit: { lang: string }, path: string): string {
  return `/${visit.lang}${path === '/' ? '' : path}`;
}

/** A parameter of the route's path; empty when the route has none of this name. */
export function param(visit: Visit, name: string): string {
  return visit.http.req.param(name) ?? '';
}

export function redirect(visit: Visit, path: string): Response {
  return visit.http.redirect(link(visit, path), 303);
}

/** To the sign-in page, and afterwards back to where the person was. */
export function toSignIn(visit: Visit): Response {
  return redirect(visit, `/sign-in?return=${encodeURIComponent(visit.path)}`);
}

/** Runs `work` in one transaction under the rights of the session; null when nobody is signed in (or no longer). */
export async function inSession<T>(
  visit: Visit,
  work: (scope: Scope, session: SessionView) => Promise<T>,
): Promise<{ session: SessionView; value: T } | null> {
  const { domain, context } = visit.site;
  if (visit.secret === null) return null;
  return domain.withSession(context, visit.secret, async (scope) =>
    scope.session ? { session: scope.session, value: await work(scope, scope.session) } : null,
  );
}

/** Who is signed in; asks the database only when the browser holds a session cookie. */
export async function currentSession(visit: Visit): Promise<SessionView | null> {
  return (await inSession(visit, async () => null))?.session ?? null;
}

/** The token for the forms of this page: of the session, or of the browser when nobody is signed in. */
export function formToken(visit: Visit, session: SessionView | null): string {
  if (session) return session.csrf;
  const { config } = visit.site;
  let secret = readCookie(visit.http, 'visit', config);
  if (!secret) {
    secret = newVisit();
    writeCookie(visit.http, 'visit', secret, config);
  }
  return visitToken(config.sessionKey, secret);
}
