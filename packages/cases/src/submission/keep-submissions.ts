import { loadGivenCase } from '../case-view/load-cases.ts';
import { frameCase } from '../case-view/view-case.ts';
import { keepContent } from '../documents/content.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { Scope } from '../types.ts';
import type { WorkerContext } from '../worker/types.ts';
import { PAPER, type SubmittedFile } from './paper.ts';
import { submissionInput } from './submission-input.ts';

/** Ways on which a person sends something; cases that events begin have nothing that was sent. */
const SENT = ['online', 'counter', 'phone', 'post'];

/**
 * Keeps what a person sent as a PDF, once per case, before anything can change the answers. The same case gives the same bytes.
 * `caseIds` null makes up for what a node that died left out, looking at cases of the last day.
 */
export async function keepSubmissions(context: WorkerContext, caseIds: readonly string[] | null, now: string): Promise<number> {
  if (caseIds?.length === 0) return 0;
  const { rows } = await context.pool.query<{ case_id: string }>(
    `select c.case_id from cases.cases c
     where case when $1::uuid[] is null then c.case_id >= engine.month_bound(($2::timestamptz - interval '1 day')::date) else c.case_id = any ($1) end
       and c.channel = any ($3) and c.applicant_id is not null and not exists (select 1 from cases.submissions s where s.case_id = c.case_id)
     order by c.case_id limit 100`,
    [caseIds, now, SENT],
  );
  let kept = 0;
  for (const { case_id: caseId } of rows) {
    try {
      await keep(context, caseId);
      kept += 1;
    } catch (error) {
      context.log.warn({ caseId, code: (error as { code?: string }).code ?? 'failed' }, 'submission not kept as a document');
    }
  }
  return kept;
}

async function keep(context: WorkerContext, caseId: string): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    const domain = { pool: context.pool, catalogue: context.catalogue(), prefill: null };
    const scope: Scope = { client, context: domain, session: null, stamp: null, now: '', today: '' };
    const row = await loadGivenCase(client, caseId);
    if (!row) return;
    // As on the day it was sent, whenever this runs.
    const then = { ...scope, now: new Date(row.submitted_at).toISOString(), today: row.submitted_on };
    const lang = row.language === 'de-simple' ? 'de' : row.language;
    const frame = frameCase(then, row, lang);
    const { rows: files } = await client.query<SubmittedFile>(
      'select filename, size::int, content_hash from cases.files where case_id = $1 order by created_at, file_id',
      [caseId],
    );
    const bytes = context.renderer.render({
      template: PAPER,
      files: {},
      data: submissionInput(frame, files),
      createdAt: then.now,
      lang,
    });
    const content = await keepContent(context.files, bytes);
    const filename = `${frame.t('service.title')} ${row.reference}.pdf`.replaceAll(' ', '-');
    await client.query(
      `with content as (insert into cases.contents (content_hash, size) values ($5, $6) on conflict (content_hash) do nothing)
       insert into cases.submissions (case_id, at, language, filename, content_hash) values ($1, $2, $3, $4, $5) on conflict (case_id) do nothing`,
      [caseId, then.now, lang, filename, content.hash, content.size],
    );
  });
}
