import type { FoundDocument } from '../documents/read-document.ts';
import { mayRead } from '../request/mine.ts';
import type { Scope } from '../types.ts';

/** Invoice or receipt of a payment that this session may read; null is also the answer for somebody else's. */
export async function readPaymentPaper(scope: Scope, paymentId: string, kind: string): Promise<FoundDocument | null> {
  if (!/^[0-9a-f-]{36}$/.test(paymentId)) return null;
  const { rows } = await scope.client.query<{ filename: string; content_hash: string; bytes: Buffer | null }>(
    `select d.filename, content_hash, c.bytes from cases.payment_documents d join cases.contents c using (content_hash)
     where d.payment_id = $1 and d.kind = $2 and ${mayRead('d')}`,
    [paymentId, kind],
  );
  const [row] = rows;
  return row ? { filename: row.filename, mediaType: 'application/pdf', hash: row.content_hash, bytes: row.bytes } : null;
}
