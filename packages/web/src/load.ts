import type { MiddlewareHandler } from 'hono';
import type { Problems } from './problems.ts';
import type { Site } from './site.ts';
import { visitOf, type Visit } from './visit.ts';

/** What was filled in goes on where reading is already sent away: half as many again. */
const FOR_POSTS = 1.5;

/**
 * Keeps an overloaded process answering: from `mostAtOnce` pages under way on, further ones get a page that says so honestly, at once and
 * without the database, with 503 and Retry-After (RFC 9110, 15.6.4). While the portal is closed (`closedUntil`) every page is that one.
 */
export function shedLoad<S extends Site>(site: S, problems: Problems<Visit<S>>): MiddlewareHandler {
  const { mostAtOnce, closedUntil } = site.config;
  let underWay = 0;
  return async (http, next) => {
    if (closedUntil !== null && Date.parse(closedUntil) > Date.now()) return problems.closed(visitOf(site, http), closedUntil);
    const most = http.req.method === 'POST' ? mostAtOnce * FOR_POSTS : mostAtOnce;
    if (underWay >= most) return problems.busy(visitOf(site, http));
    underWay++;
    try {
      await next();
    } finally {
      underWay--;
    }
  };
}
