import type { Context } from 'hono';

/**
 * A document as a file to keep. Never shown inside a page of ours: attachment, no sniffing, an empty sandbox (OWASP ASVS 5.0,
 * 5.4); the name is given twice, plain and in full (RFC 6266).
 */
export function sendDocument(http: Context, document: { filename: string; mediaType: string; bytes: Uint8Array }): Response {
  const plain = document.filename.normalize('NFD').replace(/[^\x20-\x7e]|["\\%]/g, '');
  return http.body(new Uint8Array(document.bytes), 200, {
    'Content-Type': document.mediaType,
    'Content-Length': String(document.bytes.length),
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(document.filename)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
  });
}
