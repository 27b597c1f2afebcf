import { requireSession } from '../request/scope.ts';
import type { Duration, Scope } from '../types.ts';

interface DurationRow {
  service: string;
  authority: string;
  office: string;
  closed: number;
  median: number | null;
  p90: number | null;
  open: number;
  late: number;
}

/** How long ago a case must have begun to count, in days. */
export const MEASURED_DAYS = 365;

/**
 * How long cases took, by service and office: median and nine of ten, in days from submission to closing without the time in which periods
 * stood still; how many are open, and how many of those have a task over its period. Of cases submitted in the last year, in the person's
 * offices; for who leads or organises an authority in all its offices. Figures only.
 */
export async function listDurations(scope: Scope, lang: string): Promise<Duration[]> {
  requireSession(scope);
  const { rows } = await scope.client.query<DurationRow>('select * from cases.durations($1, $2)', [scope.now, MEASURED_DAYS]);
  const { catalogue } = scope.context;
  return rows.map((row) => ({
    ...row,
    service: catalogue.has(row.service) ? catalogue.service(row.service).texts(lang)('service.title') : row.service,
  }));
}
