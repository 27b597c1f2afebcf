import type { FoundDocument } from '../documents/read-document.ts';
import { isReference } from '../ids.ts';
import { mayRead } from '../request/mine.ts';
import type { Scope } from '../types.ts';

export type ReceiptKind = 'withdrawal' | 'upload' | 'payment';

/** What the portal confirms to a person: that they withdrew, sent files, or paid. */
export interface Receipt {
  kind: ReceiptKind;
  /** ISO instant of what it confirms. */
  at: string;
  /** Of an upload: what came, with the SHA-256 of each file. */
  files: { filename: string; size: number; hash: string }[];
  /** Null while the machine has not written it. */
  document: FoundDocument | null;
}

interface ReceiptRow {
  kind: ReceiptKind;
  at: Date;
  files: Receipt['files'];
  filename: string | null;
  content_hash: string | null;
  bytes: Buffer | null;
}

/** One receipt of a case of this person; a payment has the id of its own. Null is also the answer for somebody else's. */
export async function readReceipt(scope: Scope, reference: string, id: string): Promise<Receipt | null> {
  if (!isReference(reference) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  const { rows } = await scope.client.query<ReceiptRow>(
    `select x.kind, x.at, x.filename, x.content_hash, n.bytes,
       coalesce((select json_agg(json_build_object('filename', f.filename, 'size', f.size, 'hash', f.content_hash) order by f.file_id)
         from cases.files f where x.kind = 'upload' and f.case_id = x.case_id and (f.file_id = $2 or f.message_id = $2) and ${mayRead('f')}), '[]') as files
     from cases.cases c join (
       select r.case_id, r.kind, r.at, r.filename, r.content_hash from cases.receipts r where r.receipt_id = $2 and ${mayRead('r')}
       union all
       select p.case_id, 'payment', p.settled_at, d.filename, d.content_hash from cases.payments p
         left join cases.payment_documents d on d.payment_id = p.payment_id and d.kind = 'receipt' and ${mayRead('d')}
         where p.payment_id = $2 and p.settled_at is not null and not p.surplus and ${mayRead('p')}
     ) x on x.case_id = c.case_id left join cases.contents n on n.content_hash = x.content_hash
     where c.reference = $1`,
    [reference, id],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    kind: row.kind,
    at: row.at.toISOString(),
    files: row.files,
    document:
      row.filename && row.content_hash
        ? { filename: row.filename, mediaType: 'application/pdf', hash: row.content_hash, bytes: row.bytes }
        : null,
  };
}
