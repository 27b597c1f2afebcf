import { interfaceTexts } from '../case-view/texts.ts';
import { keepContent } from '../documents/content.ts';
import { paperLanguage } from '../payments/payment-paper.ts';
import { whoActed } from '../representation/note-act.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { PAPER, type SubmittedFile } from '../submission/paper.ts';
import { readJobCase } from '../worker/job-case.ts';
import type { WorkerContext } from '../worker/types.ts';
import { receiptInput, type DueReceipt } from './receipt-input.ts';

/** Receipts in one round: one takes some 40 ms of this thread. */
const MOST = 4;

/** What a receipt is about: files that came, or what had been sent before it was withdrawn. */
const FILES = {
  upload: `select filename, size::int, content_hash from cases.files where case_id = $1 and (file_id = $2 or message_id = $2) order by file_id`,
  withdrawal: `select s.filename, n.size, s.content_hash from cases.submissions s join cases.contents n using (content_hash) where s.case_id = $1 and $2::uuid is not null
    union all select filename, size::int, content_hash from cases.files where case_id = $1 and message_id is null and replaced_by is null and state <> 'refused'`,
};

/** Writes ordered receipts that are due, sealed by the authority; one that fails is tried again a minute later. Gives how many were due. */
export async function writeReceipts(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<DueReceipt>(
    'select receipt_id, case_id, kind, at, language from cases.receipts where due <= $1 order by due limit $2',
    [now, MOST],
  );
  for (const receipt of rows) {
    try {
      await writeReceipt(context, { ...receipt, language: paperLanguage(receipt.language) });
    } catch (error) {
      context.log.warn({ caseId: receipt.case_id, code: (error as { code?: string }).code ?? 'failed' }, 'receipt not written');
      await context.pool.query(
        `update cases.receipts set due = $3::timestamptz + interval '1 minute' where case_id = $1 and receipt_id = $2 and due is not null`,
        [receipt.case_id, receipt.receipt_id, now],
      );
    }
  }
  return rows.length;
}

async function writeReceipt(context: WorkerContext, receipt: DueReceipt): Promise<void> {
  const jobCase = await readJobCase(context, receipt.case_id);
  const at = receipt.at.toISOString();
  const { zone } = context.catalogue().authorities.canton;
  const { rows: files } = await context.pool.query<SubmittedFile>(FILES[receipt.kind], [receipt.case_id, receipt.receipt_id]);
  const pdf = await context.renderer.render({
    template: PAPER,
    files: {},
    data: receiptInput(context, jobCase, receipt, { files, representative: await whoActed(context, receipt.case_id, receipt.receipt_id) }),
    createdAt: at,
    lang: receipt.language,
  });
  const { authority } = context.catalogue().authorities.byOffice(jobCase.office)!;
  const bytes = await context.sealer.seal({
    pdf,
    authority: authority.names.de ?? authority.id,
    key: context.catalogue().authorities.sealKey(authority.id, 'seal'),
    reason: jobCase.reference,
    at,
  });
  const own = interfaceTexts(receipt.language, zone);
  const filename = `${own(`case.receipts.${receipt.kind}.file`)} ${jobCase.reference}.pdf`.replaceAll(' ', '-');
  const content = await keepContent(context.files, bytes);
  await inTransaction(context.pool, async (client) => {
    const key = [receipt.case_id, receipt.receipt_id];
    // Another node may have written it meanwhile: the first stays.
    const { rowCount } = await client.query(
      'select 1 from cases.receipts where case_id = $1 and receipt_id = $2 and due is not null for update',
      key,
    );
    if (!rowCount) return;
    await client.query('insert into cases.contents (content_hash, size) values ($1, $2) on conflict (content_hash) do nothing', [
      content.hash,
      content.size,
    ]);
    await client.query(
      'update cases.receipts set due = null, language = $3, filename = $4, content_hash = $5 where case_id = $1 and receipt_id = $2',
      [...key, receipt.language, filename, content.hash],
    );
  });
}
