import type { CasesContext, Scope } from '../types.ts';

/** What somebody could not do; shapes as typed, trimmed. */
export interface BarrierReport {
  /** Address within the portal where it happened. */
  page: string;
  words: string;
  /** What they read or type with. */
  aid: string | null;
  /** Where an answer may go. */
  contact: string | null;
  language: string;
}

export interface ReportedBarrier extends BarrierReport {
  id: string;
  /** ISO instant. */
  at: string;
  answeredAt: string | null;
  answer: string | null;
}

/** More in an hour are not honest reports; then the page tells of other ways. */
const MOST_PER_HOUR = 60;
/** Lengths that the table takes. */
export const BARRIER_LIMITS = { page: 300, words: 2000, aid: 200, contact: 254, least: 5 } as const;

/** Keeps a report; needs no session. False: too many came within the hour, and nothing was kept. */
export async function reportBarrier(context: CasesContext, report: BarrierReport): Promise<boolean> {
  const { rows } = await context.pool.query<{ id: string | null }>('select cases.report_barrier($1, $2, $3, $4, $5, $6) as id', [
    report.page,
    report.words,
    report.aid,
    report.contact,
    report.language,
    MOST_PER_HOUR,
  ]);
  return rows[0]!.id !== null;
}

/** Reports for operators: those without an answer first, then the latest. */
export async function listBarriers(scope: Scope): Promise<ReportedBarrier[]> {
  const { rows } = await scope.client.query<ReportedBarrier & { at: Date; answered_at: Date | null }>(
    `select report_id as id, at, answered_at, page, words, aid, contact, language, answer from cases.barrier_reports
     where cardinality((select cases.operated())) > 0 order by answered_at is not null, at desc limit 200`,
  );
  return rows.map(({ answered_at, ...row }) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    answeredAt: answered_at?.toISOString() ?? null,
  }));
}

/** Notes what was done about a report. False when there is none of this id, or it has its note already. */
export async function answerBarrier(scope: Scope, id: string, answer: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return false;
  const { rowCount } = await scope.client.query(
    `update cases.barrier_reports set answered_at = $2, answered_by = $3, answer = $4
     where report_id = $1 and answered_at is null and cardinality((select cases.operated())) > 0`,
    [id, scope.now, scope.session!.principal, answer.slice(0, 2000)],
  );
  return rowCount === 1;
}
