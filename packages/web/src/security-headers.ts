import type { MiddlewareHandler } from 'hono';
import type { SiteConfig } from './config.ts';

/**
 * Headers of every answer (OWASP ASVS 5.0, chapter 3): nothing inline, nothing from elsewhere; forms may lead only to
 * ourselves, the identity provider and the configured origins. `form-action` also rules the redirect that follows a post.
 */
export function securityHeaders(config: SiteConfig): MiddlewareHandler {
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
  const fixed: [string, string][] = [
    ['Content-Security-Policy', policy],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ...(config.secure ? ([['Strict-Transport-Security', 'max-age=63072000; includeSubDomains']] as [string, string][]) : []),
  ];
  return async (http, next) => {
    await next();
    for (const [name, value] of fixed) if (!http.res.headers.has(name)) http.res.headers.set(name, value);
    if (!http.res.headers.has('Cache-Control')) http.res.headers.set('Cache-Control', 'no-store');
  };
}
