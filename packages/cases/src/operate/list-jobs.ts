import { iso } from '../case-view/view-case.ts';
import type { Scope } from '../types.ts';
import { operatedRows } from './operated-rows.ts';
import { stepName } from './step-names.ts';
import type { JobStanding, OperatedJob } from './types.ts';

interface JobFacts {
  case_id: string;
  token: number;
  element: string;
  definition_id: string;
  party: string | null;
  kind: string;
  standing: JobStanding;
  attempts: number;
  last_code: string | null;
  created_at: Date;
  due_at: Date | null;
  holder: string | null;
  lease_until: Date | null;
  wait_until: Date | null;
}

export interface JobFilter {
  standing: JobStanding | null;
  capability: string | null;
  service: string | null;
}

export interface JobList {
  rows: OperatedJob[];
  /** By capability: how many, and the oldest of them. */
  summary: { capability: string; name: string; standing: Record<JobStanding, number>; oldest: string }[];
  total: number;
}

const MOST = 2000;
const STANDINGS: readonly JobStanding[] = ['due', 'running', 'waiting', 'suspended', 'stuck', 'failed'];
/** A job that is due this long and that no worker took: none runs, or all are full. */
const STUCK_AFTER = '2 minutes';

/** Work of machines in the cases this operator keeps running, the earliest due first. */
export async function listOperatedJobs(scope: Scope, filter: JobFilter, lang: string): Promise<JobList> {
  const all = await readJobs(scope, null, lang);
  const rows = all.filter(
    (job) =>
      (filter.standing === null || job.standing === filter.standing) &&
      (filter.capability === null || job.capability === filter.capability) &&
      (filter.service === null || job.case.service === filter.service),
  );
  const groups = Map.groupBy(all, (job) => job.capability ?? '');
  const summary = [...groups].map(([capability, jobs]) => ({
    capability,
    name: jobs[0]!.name,
    standing: Object.fromEntries(STANDINGS.map((standing) => [standing, jobs.filter((job) => job.standing === standing).length])) as Record<
      JobStanding,
      number
    >,
    oldest: jobs.map((job) => job.createdAt).sort()[0]!,
  }));
  return { rows, summary: summary.sort((a, b) => (a.oldest < b.oldest ? -1 : 1)), total: all.length };
}

/** Jobs of one case, or of all. */
export async function readJobs(scope: Scope, caseId: string | null, lang: string): Promise<OperatedJob[]> {
  const { rows } = await scope.client.query<JobFacts>(
    `select j.case_id, j.token_no as token, t.element, t.definition_id, t.party, j.kind, j.attempts, j.last_code, j.created_at, j.holder, j.lease_until, j.wait_until,
       case when isfinite(j.due_at) then j.due_at end as due_at,
       case when j.state in ('failed', 'suspended') then j.state when j.lease_until > $1 then 'running' when j.due_at > $1 then 'waiting'
         when greatest(j.due_at, j.lease_until) < $1::timestamptz - interval '${STUCK_AFTER}' then 'stuck' else 'due' end as standing
     from engine.job j join engine.token t using (case_id, instance_no, token_no)
     ${caseId === null ? '' : 'where j.case_id = $2'} order by j.due_at, j.case_id, j.token_no limit ${MOST}`,
    caseId === null ? [scope.now] : [scope.now, caseId],
  );
  const at = (value: Date | null): string | null => (value ? iso(value) : null);
  return (await operatedRows(scope, rows, lang)).map(({ row, operated, model }) => {
    const step = { element: row.element, capability: row.kind, model };
    return {
      case: operated,
      caseId: row.case_id,
      token: row.token,
      element: row.element,
      name: stepName(scope, operated, step, lang),
      capability: row.kind,
      party: row.party,
      standing: row.standing,
      attempts: row.attempts,
      lastCode: row.last_code,
      createdAt: iso(row.created_at),
      dueAt: at(row.due_at),
      holder: row.standing === 'running' ? row.holder : null,
      leaseUntil: row.standing === 'running' ? at(row.lease_until) : null,
      waitUntil: at(row.wait_until),
    };
  });
}
