import { showNotFound, toSignIn } from '../../problems.ts';
import { asPerson, param, type Show } from '../../visit.ts';

/**
 * A document as a file to keep. Never shown inside a page of ours: attachment, no sniffing, an empty sandbox (OWASP ASVS 5.0,
 * 5.4); the name is given twice, plain and in full (RFC 6266).
 */
export const show: Show = async (visit) => {
  const found = await asPerson(visit, (scope) => visit.portal.domain.readDocument(scope, param(visit, 'document')));
  if (!found) return toSignIn(visit);
  const document = found.value;
  if (!document) return showNotFound(visit);
  const plain = document.filename.normalize('NFD').replace(/[^\x20-\x7e]|["\\%]/g, '');
  return visit.http.body(new Uint8Array(document.bytes), 200, {
    'Content-Type': document.mediaType,
    'Content-Length': String(document.bytes.length),
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(document.filename)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
  });
};
