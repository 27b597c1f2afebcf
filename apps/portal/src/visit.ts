import type { Scope, SessionView } from '@einwohnerportal/cases';
import type { Translate } from '@einwohnerportal/forms';
import type { Context } from 'hono';
import { readCookie, writeCookie } from './cookies.ts';
import { newVisit, visitToken } from './csrf.ts';
import type { Language } from './languages.ts';
import type { Portal } from './portal.ts';

/** One request for one page: the language, the texts and the secret that the browser holds. */
export interface Visit {
  portal: Portal;
  http: Context;
  lang: Language;
  t: Translate;
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

export interface Counts {
  actions: number;
  unread: number;
}

/** What every signed-in page shows in its header. */
export interface Person {
  session: SessionView;
  counts: Counts;
}

export type Show = (visit: Visit, again: Again | null) => Promise<Response>;
export type Act = (visit: Visit, body: URLSearchParams) => Promise<Response>;

/** A path of this portal in the language of the visit. */
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

/**
 * Runs `work` in one transaction under the rights of the session, together with what the header needs.
 * Null when nobody is signed in (or no longer).
 */
export async function asPerson<T>(visit: Visit, work: (scope: Scope, session: SessionView) => Promise<T>): Promise<{ person: Person; value: T } | null> {
  const { domain, context } = visit.portal;
  if (visit.secret === null) return null;
  return domain.withSession(context, visit.secret, async (scope) => {
    if (!scope.session) return null;
    const value = await work(scope, scope.session);
    return { person: { session: scope.session, counts: await domain.counts(scope) }, value };
  });
}

/** Who is signed in on a public page; asks the database only when the browser holds a session cookie. */
export async function whoIsHere(visit: Visit): Promise<Person | null> {
  return (await asPerson(visit, async () => null))?.person ?? null;
}

/** The token for the forms of this page: of the session, or of the browser when nobody is signed in. */
export function formToken(visit: Visit, person: Person | null): string {
  if (person) return person.session.csrf;
  const { config } = visit.portal;
  let secret = readCookie(visit.http, 'visit', config.secure);
  if (!secret) {
    secret = newVisit();
    writeCookie(visit.http, 'visit', secret, config.secure);
  }
  return visitToken(config.sessionKey, secret);
}

