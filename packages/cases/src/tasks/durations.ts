import { takesPart } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import type { Duration, Scope } from '../types.ts';

interface DurationRow {
  service: string;
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
 * How long cases of the person's offices took, by service and office: median and nine of ten, in days from submission to closing; how many
 * are open, and how many of those have a task over its period. Of cases submitted in the last year.
 */
export async function listDurations(scope: Scope, lang: string): Promise<Duration[]> {
  const offices = requireSession(scope).memberships.map(({ office }) => office);
  const { rows } = await scope.client.query<DurationRow>(
    `select c.service, c.office, count(*) filter (where c.closed_at is not null)::integer as closed, count(*) filter (where c.closed_at is null)::integer as open,
       percentile_cont(0.5) within group (order by extract(epoch from c.closed_at - c.submitted_at) / 86400) as median,
       percentile_cont(0.9) within group (order by extract(epoch from c.closed_at - c.submitted_at) / 86400) as p90,
       count(*) filter (where c.closed_at is null and exists (select 1 from engine.user_task t where t.case_id = c.case_id and t.due_at <= $2))::integer as late
     from cases.cases c where c.office = any ($1) and c.submitted_at > $2::timestamptz - make_interval(days => $3) and ${takesPart('c')}
     group by c.service, c.office order by count(*) desc, c.service, c.office`,
    [offices, scope.now, MEASURED_DAYS],
  );
  const { catalogue } = scope.context;
  return rows.map((row) => ({
    service: catalogue.has(row.service) ? catalogue.service(row.service).texts(lang)('service.title') : row.service,
    office: row.office,
    closed: row.closed,
    open: row.open,
    late: row.late,
    median: row.median === null ? null : Number(row.median),
    p90: row.p90 === null ? null : Number(row.p90),
  }));
}
