import { Readable } from 'node:stream';
import type { FileStore } from '@einwohnerportal/files';
import type { Context } from 'hono';
import { WebError } from './errors.ts';

/**
 * A document as a file to keep. Never shown inside a page of ours: attachment, no sniffing, an empty sandbox (OWASP ASVS 5.0,
 * 5.4); the name is given twice, plain and in full (RFC 6266).
 */
export function sendDocument(http: Context, document: { filename: string; mediaType: string; bytes: Uint8Array }): Response {
  return http.body(new Uint8Array(document.bytes), 200, fields(document, document.bytes.length));
}

/** The same as a stream, for what may be large. */
export function sendFile(
  http: Context,
  file: { filename: string; mediaType: string },
  content: { size: number; stream: Readable },
): Response {
  return http.body(Readable.toWeb(content.stream) as ReadableStream, 200, fields(file, content.size));
}

/** A document from the file store, or from the database where it was written before there was one. */
export async function sendKept(
  http: Context,
  store: FileStore | undefined,
  document: { filename: string; mediaType: string; hash: string; bytes: Uint8Array | null },
): Promise<Response> {
  if (document.bytes) return sendDocument(http, { ...document, bytes: document.bytes });
  if (!store) throw new WebError('config-invalid', 'expected FILES_DIR to hand out a document, got none');
  return sendFile(http, document, await store.open(document.hash));
}

function fields({ filename, mediaType }: { filename: string; mediaType: string }, size: number): Record<string, string> {
  const plain = filename.normalize('NFD').replace(/[^\x20-\x7e]|["\\%]/g, '');
  return {
    'Content-Type': mediaType,
    'Content-Length': String(size),
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
  };
}
