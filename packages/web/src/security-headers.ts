import type { MiddlewareHandler } from 'hono';
import type { SiteConfig } from './config.ts';

/** Answers that carry all headers already; looking at them again would cost more than the rest of a kept page. */
const complete = new WeakSet<Response>();

/** Marks an answer as one whose headers were made with `securityFields`. */
export function finished(response: Response): Response {
  complete.add(response);
  return response;
}

const fieldsOf = new WeakMap<SiteConfig, Record<string, string>>();

/**
 * Headers of every answer (OWASP ASVS 5.0, chapter 3): nothing inline, nothing from elsewhere; forms may lead only to
 * ourselves, the identity provider and the configured origins. `form-action` also rules the redirect that follows a post.
 */
export function securityFields(config: SiteConfig): Readonly<Record<string, string>> {
  let fields = fieldsOf.get(config);
  if (!fields) fieldsOf.set(config, (fields = makeFields(config)));
  return fields;
}

function makeFields(config: SiteConfig): Record<string, string> {
  const policy = [
    "default-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...config.formOrigins].join(' ')}`,
  ].join('; ');
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(config.secure ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

/** Gives every answer the headers it does not have yet; personal or not, nothing is stored unless the answer says so. */
export function securityHeaders(config: SiteConfig): MiddlewareHandler {
  const fixed = Object.entries(securityFields(config));
  return async (http, next) => {
    await next();
    if (complete.has(http.res)) return;
    const { headers } = http.res;
    for (const [name, value] of fixed) if (!headers.has(name)) headers.set(name, value);
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
}
