import type pg from 'pg';
import { keepContent, type KeptContent } from '../documents/content.ts';
import { interfaceTexts } from '../case-view/texts.ts';
import { officeName } from '../case-view/view-case.ts';
import type { Tree } from '../names/tree.ts';
import { localDay } from '../request/scope.ts';
import { longDate } from '../worker/platform/render-document.ts';
import type { JobCase, WorkerContext } from '../worker/types.ts';

/** Language of a paper: easy German is German. */
export const paperLanguage = (language: string): string => (language === 'de-simple' ? 'de' : language);

/** What invoice and receipt share: authority, reference, items of the fee, day. */
export async function paperInput(context: WorkerContext, jobCase: JobCase, at: string): Promise<Tree> {
  const { authorities } = context.catalogue();
  const { canton } = authorities;
  const { authority, office } = authorities.byOffice(jobCase.office)!;
  const lang = paperLanguage(jobCase.language);
  const own = interfaceTexts(lang, canton.zone);
  const t = jobCase.version.texts(lang);
  const day = localDay(at, canton.zone);
  const [year, month, date] = day.split('-').map(Number);
  const { rows } = await context.pool.query<{ items: { item: string; quantity: number; amount: string }[]; total: string }>(
    'select items, total::text from cases.fees where case_id = $1',
    [jobCase.caseId],
  );
  const lead = (authority.theme ?? canton.theme)?.lead;
  return {
    lang,
    service: t('service.title'),
    reference: jobCase.reference,
    authority: {
      name: authority.names[lang] ?? authority.id,
      office: officeName(office, authority, lang),
      address: [
        [authority.address.street, authority.address.houseNumber].filter(Boolean).join(' '),
        `${authority.address.swissZipCode} ${authority.address.town}`,
      ].filter(Boolean),
    },
    recipient: jobCase.applicantName,
    items: (rows[0]?.items ?? []).map(({ amount, item, quantity }) => [t(item), `${quantity} × CHF ${amount}`]),
    total: `CHF ${rows[0]?.total ?? ''}`,
    day: longDate(day, lang),
    document: { year, month, day: date },
    words: Object.fromEntries((own.keys?.('paper') ?? []).map((key) => [key.slice('paper.'.length), own(key)])),
    ...(Array.isArray(lead) && typeof lead[0] === 'string' ? { lead: lead[0] } : {}),
    ...(canton.banner ? { banner: own(`case.banner.${canton.banner}`) } : {}),
  };
}

export interface Paper {
  paymentId: string;
  kind: 'invoice' | 'receipt';
  caseId: string;
  at: string;
  language: string;
  filename: string;
  readers: string[];
  /** What `keepContent` gave: the content is in the store before its row is written. */
  content: KeptContent;
}

export { keepContent };

/** Keeps an invoice or a receipt, once for each payment: a repeated step leaves the first. */
export async function keepPaper(client: pg.PoolClient | pg.Pool, paper: Paper): Promise<void> {
  await client.query(
    `with content as (insert into cases.contents (content_hash, size) values ($7, $8) on conflict (content_hash) do nothing)
     insert into cases.payment_documents (payment_id, kind, case_id, at, language, filename, content_hash, readers) values ($1, $2, $3, $4, $5, $6, $7, $9)
     on conflict (payment_id, kind) do nothing`,
    [
      paper.paymentId,
      paper.kind,
      paper.caseId,
      paper.at,
      paper.language,
      paper.filename,
      paper.content.hash,
      paper.content.size,
      paper.readers,
    ],
  );
}
