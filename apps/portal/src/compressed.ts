import type { Visit } from './visit.ts';

/**
 * A large public page, compressed where the browser takes that. Only for pages without a form token and without anything of a person:
 * a secret in a compressed page could be guessed from its length.
 */
export function compressed(visit: Visit, response: Response): Response {
  const accepted = visit.http.req.header('accept-encoding') ?? '';
  response.headers.append('Vary', 'Accept-Encoding');
  if (!/\bgzip\b/.test(accepted) || !response.body) return response;
  const headers = new Headers(response.headers);
  headers.set('Content-Encoding', 'gzip');
  headers.delete('Content-Length');
  return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { status: response.status, headers });
}
