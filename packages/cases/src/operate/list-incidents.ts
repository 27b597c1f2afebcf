import { iso } from '../case-view/view-case.ts';
import type { Scope } from '../types.ts';
import { operatedRows } from './operated-rows.ts';
import { stepName } from './step-names.ts';
import type { IncidentFilter, IncidentList, OperatedIncident } from './types.ts';

interface IncidentFacts {
  case_id: string;
  token: number;
  element: string | null;
  code: string;
  message: string;
  phase: OperatedIncident['phase'];
  created_at: Date;
  definition_id: string | null;
  party: string | null;
  capability: string | null;
  attempts: number | null;
  job_code: string | null;
}

/** More than this is one outage, not a list to read; the oldest come first. */
const MOST = 2000;

/** Incidents of the cases this operator keeps running, the oldest first, and what the list can be narrowed to. */
export async function listOperatedIncidents(scope: Scope, filter: IncidentFilter, lang: string): Promise<IncidentList> {
  const all = await readIncidents(scope, null, lang);
  const rows = all.filter((row) => matches(row, filter));
  const count = (label: (row: OperatedIncident) => [string, string]) => {
    const found = new Map<string, { value: string; label: string; count: number }>();
    for (const row of all) {
      const [value, text] = label(row);
      const entry = found.get(value);
      if (entry) entry.count += 1;
      else found.set(value, { value, label: text, count: 1 });
    }
    return [...found.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, lang));
  };
  return {
    rows,
    total: all.length,
    choices: {
      service: count((row) => [row.case.service, row.case.title]),
      element: count((row) => [row.element, row.name]),
      code: count((row) => [codeOf(row), codeOf(row)]),
    },
  };
}

/** The code that says most: of a failed job that of its last try. */
export function codeOf(row: Pick<OperatedIncident, 'code' | 'jobCode'>): string {
  return row.code === 'job-failed' && row.jobCode ? row.jobCode : row.code;
}

function matches(row: OperatedIncident, { service, element, code }: IncidentFilter): boolean {
  return (
    (service === null || row.case.service === service) &&
    (element === null || row.element === element) &&
    (code === null || codeOf(row) === code)
  );
}

/** Incidents of one case, or of all. */
export async function readIncidents(scope: Scope, caseId: string | null, lang: string): Promise<OperatedIncident[]> {
  const { rows } = await scope.client.query<IncidentFacts>(
    `select i.case_id, i.token_no as token, i.element, i.code, i.message, i.phase, i.created_at, t.definition_id, t.party,
       j.kind as capability, j.attempts, j.last_code as job_code
     from engine.incident i left join engine.token t using (case_id, instance_no, token_no) left join engine.job j using (case_id, instance_no, token_no)
     ${caseId === null ? '' : 'where i.case_id = $1'} order by i.created_at, i.case_id, i.token_no limit ${MOST}`,
    caseId === null ? [] : [caseId],
  );
  return (await operatedRows(scope, rows, lang)).map(({ row, operated, model }) => {
    const element = row.element ?? '';
    return {
      case: operated,
      caseId: row.case_id,
      token: row.token,
      element,
      name: element === '' ? '' : stepName(scope, operated, { element, capability: row.capability, model }, lang),
      capability: row.capability,
      party: row.party,
      code: row.code,
      jobCode: row.job_code,
      message: row.message,
      phase: row.phase,
      since: iso(row.created_at),
      attempts: row.attempts ?? 0,
    };
  });
}
