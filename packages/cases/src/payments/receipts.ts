import { readFileSync } from 'node:fs';
import { interfaceTexts, representedWords } from '../case-view/texts.ts';
import { whoActed } from '../representation/note-act.ts';
import { instantWithZone } from '../submission/paper.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { readJobCase } from '../worker/job-case.ts';
import type { WorkerContext } from '../worker/types.ts';
import { keepContent, keepPaper, paperInput, paperLanguage } from './payment-paper.ts';
import type { PaymentRow } from './types.ts';

const TEMPLATE = readFileSync(new URL('./receipt.typ', import.meta.url), 'utf8');

/** Receipts of settled payments that have none yet, sealed by the authority; the same payment gives the same text. */
export async function keepReceipts(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<PaymentRow>(
    'select * from cases.payments where receipt_due <= $1 order by receipt_due limit 4',
    [now],
  );
  for (const payment of rows) {
    try {
      await keepReceipt(context, payment);
    } catch (error) {
      context.log.warn({ caseId: payment.case_id, code: (error as { code?: string }).code ?? 'failed' }, 'receipt not kept');
      await context.pool.query(`update cases.payments set receipt_due = $2::timestamptz + interval '1 minute' where payment_id = $1`, [
        payment.payment_id,
        now,
      ]);
    }
  }
  return rows.length;
}

async function keepReceipt(context: WorkerContext, payment: PaymentRow): Promise<void> {
  const jobCase = await readJobCase(context, payment.case_id);
  const at = payment.settled_at!.toISOString();
  const language = paperLanguage(jobCase.language);
  const { zone } = context.catalogue().authorities.canton;
  const own = interfaceTexts(language, zone);
  const representative = await whoActed(context, payment.case_id, payment.payment_id);
  const pdf = await context.renderer.render({
    template: TEMPLATE,
    files: {},
    data: {
      ...(await paperInput(context, jobCase, at)),
      day: instantWithZone(at, language, zone),
      number: payment.settlement_id ?? payment.provider_id,
      ...(representative === null ? {} : { begunBy: representedWords(own, representative, jobCase.applicantName) }),
    },
    createdAt: at,
    lang: language,
  });
  const { authority } = context.catalogue().authorities.byOffice(jobCase.office)!;
  const bytes = await context.sealer.seal({
    pdf,
    authority: authority.names.de ?? authority.id,
    key: context.catalogue().authorities.sealKey(authority.id, 'seal'),
    reason: jobCase.reference,
    at,
  });
  const filename = `${own('paper.receipt')} ${jobCase.reference}.pdf`.replaceAll(' ', '-');
  const content = await keepContent(context.files, bytes);
  await inTransaction(context.pool, async (client) => {
    await keepPaper(client, {
      paymentId: payment.payment_id,
      kind: 'receipt',
      caseId: payment.case_id,
      at,
      language,
      filename,
      content,
      readers: payment.readers,
    });
    await client.query('update cases.payments set receipt_due = null where payment_id = $1', [payment.payment_id]);
  });
}
