import type { MiddlewareHandler } from 'hono';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * On one's own machine `localhost` and `127.0.0.1` are two sites for cookies: sign-in begun on one would come back to the other and
 * fail. Pages asked under another loopback name go to the public address; every other host is left alone (a proxy may rename it).
 */
export function oneLoopbackName(publicUrl: string): MiddlewareHandler {
  const own = new URL(publicUrl);
  return async (http, next) => {
    const asked = new URL(http.req.url);
    const other = LOOPBACK.has(asked.hostname) && LOOPBACK.has(own.hostname) && asked.hostname !== own.hostname && asked.port === own.port;
    if (!other || http.req.method !== 'GET') return next();
    return http.redirect(own.origin + asked.pathname + asked.search, 307);
  };
}
