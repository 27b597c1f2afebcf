/**
 * A path of this portal that may follow `?return=` or a sign-in: starts with one slash, no host, no scheme, no backslash,
 * no control characters (against open redirects, OWASP ASVS 5.0 section 3.7). Anything else gives the fallback.
 */
export function localPath(text: string | null | undefined, fallback = '/'): string {
  if (!text || text.length > 400 || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(text)) return fallback;
  const base = 'http://portal.invalid';
  try {
    const url = new URL(text, base);
    if (url.origin !== base || url.pathname.startsWith('//')) return fallback;
    return url.pathname + url.search + url.hash;
  } catch {
    return fallback;
  }
}
