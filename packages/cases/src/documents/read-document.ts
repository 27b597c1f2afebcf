import { mayRead, PERSON } from '../request/mine.ts';
import { withSession } from '../request/scope.ts';
import type { CasesContext, Scope } from '../types.ts';

/** A document as it is handed out. */
export interface FoundDocument {
  filename: string;
  mediaType: string;
  /** SHA-256 of its content in the file store, hex. */
  hash: string;
  /** The content itself where it was written before there was a file store. */
  bytes: Uint8Array | null;
}

/** A document that this session may read; null is also the answer for somebody else's. */
export async function readDocument(scope: Scope, id: string): Promise<FoundDocument | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const { rows } = await scope.client.query<{ filename: string; media_type: string; content_hash: string; bytes: Buffer | null }>(
    `select d.filename, d.media_type, content_hash, c.bytes from cases.documents d join cases.contents c using (content_hash) where d.document_id = $1 and d.state = 'issued' and ${mayRead('d')}`,
    [id],
  );
  const row = rows[0];
  // Who opens the document has opened the message that brought it.
  if (row)
    await scope.client.query(
      `update cases.messages set read_at = $2 where $1::uuid = any (documents) and read_at is null and recipient = 'person:' || ${PERSON}`,
      [id, scope.now],
    );
  return row ? { filename: row.filename, mediaType: row.media_type, hash: row.content_hash, bytes: row.bytes } : null;
}

export interface Verified {
  genuine: true;
  authority: string;
  issuedOn: string;
  title: string;
}

interface VerifyRow {
  authority: string;
  issued_on: string;
  output: string;
  service: string;
  service_hash: string;
  language: string;
}

/** Is a document with this code genuine? Tells authority, day and kind, never content. Spaces, hyphens and small letters do not matter. */
export async function verifyDocument(context: CasesContext, code: string, lang: string): Promise<Verified | null> {
  const letters = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  if (letters.length !== 12) return null;
  return verify(context, 'cases.verify_code', `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`, lang);
}

/** The same by the SHA-256 of the file. */
export async function verifyDocumentHash(context: CasesContext, hash: string, lang: string): Promise<Verified | null> {
  return /^[0-9a-f]{64}$/.test(hash) ? verify(context, 'cases.verify_hash', hash, lang) : null;
}

async function verify(
  context: CasesContext,
  by: 'cases.verify_code' | 'cases.verify_hash',
  asked: string,
  lang: string,
): Promise<Verified | null> {
  return withSession(context, null, async ({ client }) => {
    const { rows } = await client.query<VerifyRow>(
      `select authority, issued_on::text, output, service, service_hash, language from ${by}($1)`,
      [asked],
    );
    const row = rows[0];
    if (!row) return null;
    const authority = context.catalogue.authorities.byId(row.authority);
    const t = context.catalogue.service(row.service, row.service_hash).texts(lang);
    return {
      genuine: true,
      authority: authority?.names[lang === 'de-simple' ? 'de' : lang] ?? row.authority,
      issuedOn: row.issued_on,
      title: t(`documents.${row.output}.title`),
    };
  });
}
