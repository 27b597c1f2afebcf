import { expectedDay } from '../catalogue/calendar.ts';
import { localDay } from '../request/scope.ts';
import type { WorkerContext } from '../worker/types.ts';

interface OpenRuling {
  case_id: string;
  document_id: string;
  /** Local names of the called process, while its period runs. */
  running: { notified?: { day?: string }; appealUntil?: string } | null;
  /** What the process gave back. */
  ended: { notified?: { day?: string }; appealUntil?: string; state?: string } | null;
}

/**
 * Writes down how far signed rulings have come, from the names of the process alone: notified, until when an appeal is possible, legally binding or
 * appealed. `caseIds` null looks at all that are open.
 */
export async function followRulings(context: WorkerContext, caseIds: string[] | null, now: string): Promise<void> {
  const { zone } = context.catalogue().authorities.canton;
  const { rows } = await context.pool.query<OpenRuling>(
    `select r.case_id, r.document_id,
       (select v.data from engine.variable v where v.case_id = r.case_id and v.data #>> '{signed,file}' = r.document_id::text and v.data ? 'appealUntil'
         order by v.scope_no desc limit 1) as running,
       (select jsonb_path_query_first(v.data, '$.** ? (@.file == $document && exists(@.state) && exists(@.appealUntil))', jsonb_build_object('document', r.document_id::text))
         from engine.variable v where v.case_id = r.case_id and v.instance_no = 1 and v.scope_no = 0) as ended
     from cases.rulings r where r.state in ('signed', 'notified') and ($1::uuid[] is null or r.case_id = any ($1)) limit 500`,
    [caseIds],
  );
  for (const { case_id, document_id, running, ended } of rows) {
    const found = ended ?? running;
    if (!found?.appealUntil) continue;
    const state = ended?.state === 'binding' || ended?.state === 'appealed' ? ended.state : 'notified';
    const endedOn = state === 'binding' ? localDay(instant(found.appealUntil), zone) : state === 'appealed' ? localDay(now, zone) : null;
    await context.pool.query(
      `update cases.rulings set state = $3, notified_on = $4, appeal_until = $5, ended_on = $6
       where case_id = $1 and document_id = $2 and (state, notified_on, appeal_until) is distinct from ($3, $4::date, $5::date)`,
      [case_id, document_id, state, found.notified?.day ?? null, expectedDay(found.appealUntil, zone), endedOn],
    );
  }
}

const instant = (text: string): string => new Date(text.replace(/\[.*\]$/, '')).toISOString();
