import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { interfaceTexts } from '../case-view/texts.ts';
import { authorityOfJob } from '../worker/job-case.ts';
import { longDate } from '../worker/platform/render-document.ts';
import { localDay } from '../request/scope.ts';
import type { ClaimedJob } from '@einwohnerportal/engine';
import type { JobCase, WorkerContext } from '../worker/types.ts';
import type { WaitingJob } from './ask-connector.ts';
import { paymentIdOf } from './collect-fee.ts';
import { addressOfCase } from './payer-address.ts';
import { keepContent, keepPaper, paperInput, paperLanguage } from './payment-paper.ts';

const TEMPLATE = readFileSync(new URL('./invoice.typ', import.meta.url), 'utf8');

export interface InvoiceRequest {
  job: WaitingJob;
  jobCase: JobCase;
  connector: string;
  stepKey: string;
  /** QR or creditor reference. */
  reference: string;
  amount: string;
  until: string | null;
  now: string;
}

/**
 * The invoice with its QR-bill, for means of payment that print one; null for the others. Gives what writes it down, for the transaction
 * in which the attempt is noted. The same request gives the same bytes.
 */
export async function keepInvoice(
  context: WorkerContext,
  request: InvoiceRequest,
): Promise<((client: pg.PoolClient) => Promise<void>) | null> {
  const { amount, connector, job, jobCase, now, reference, stepKey, until } = request;
  const provider = context.payments.get(connector);
  if (!provider?.bill) return null;
  const authority = await authorityOfJob(context, job as ClaimedJob, jobCase);
  const debtor = await addressOfCase(context, jobCase.caseId, jobCase.applicantName);
  const bill = provider.bill({ authority, paymentId: reference, amount, currency: 'CHF', debtor, message: jobCase.reference });
  const language = paperLanguage(jobCase.language);
  const { zone } = context.catalogue().authorities.canton;
  const own = interfaceTexts(language, zone);
  // The last whole day on which may be paid.
  const last = until && localDay(new Date(Date.parse(until) - 1).toISOString(), zone);
  const bytes = await context.renderer.render({
    template: TEMPLATE,
    files: {},
    data: {
      ...(await paperInput(context, jobCase, now)),
      bill,
      address: debtor
        ? [debtor.name, `${debtor.street} ${debtor.houseNumber}`.trim(), `${debtor.zip} ${debtor.town}`].filter(Boolean)
        : [jobCase.applicantName],
      payUntil: last ? own('paper.payUntil', { date: longDate(last, language) }) : '',
    },
    createdAt: now,
    lang: language,
  });
  const filename = `${own('paper.invoice')} ${jobCase.reference}.pdf`.replaceAll(' ', '-');
  const content = await keepContent(context.files, bytes);
  const paper = {
    paymentId: paymentIdOf(stepKey),
    kind: 'invoice' as const,
    caseId: jobCase.caseId,
    at: now,
    language,
    filename,
    content,
    readers: ['applicant', jobCase.competent],
  };
  return (client) => keepPaper(client, paper);
}
