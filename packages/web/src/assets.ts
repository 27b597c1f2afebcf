import { assetFile } from '@einwohnerportal/ui';
import { Hono } from 'hono';

/** Style sheets, scripts, fonts and drawings; their names carry a hash of the content, so a browser asks once. */
export function assets(): Hono {
  const app = new Hono();
  app.get('/*', (http) => {
    const file = assetFile(http.req.path.replace(/^.*?\/assets\//, ''));
    if (!file) return http.notFound();
    const headers: Record<string, string> = {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      ETag: file.etag,
      Vary: 'Accept-Encoding',
    };
    if (http.req.header('if-none-match') === file.etag) return http.body(null, 304, headers);
    const accepted = http.req.header('accept-encoding') ?? '';
    const [body, encoding] =
      accepted.includes('br') && file.brotli
        ? [file.brotli, 'br']
        : accepted.includes('gzip') && file.gzip
          ? [file.gzip, 'gzip']
          : [file.body, null];
    if (encoding) headers['Content-Encoding'] = encoding;
    return http.body(new Uint8Array(body), 200, headers);
  });
  return app;
}
