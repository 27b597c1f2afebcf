import { iso } from '../case-view/view-case.ts';
import type { Scope } from '../types.ts';
import { operatedRows } from './operated-rows.ts';
import { stepName } from './step-names.ts';
import type { OperatedTimer } from './types.ts';

interface TimerFacts {
  case_id: string;
  token: number;
  element: string;
  definition_id: string;
  party: string | null;
  due_at: Date;
  overdue: boolean;
  repeats: boolean;
}

/** Timers of the cases this operator keeps running, the next first; at most 500. `service` null: of all services. */
export async function listOperatedTimers(scope: Scope, service: string | null, lang: string): Promise<OperatedTimer[]> {
  return (await readTimers(scope, null, lang)).filter((timer) => service === null || timer.case.service === service);
}

/** Timers of one case, or of all. */
export async function readTimers(scope: Scope, caseId: string | null, lang: string): Promise<OperatedTimer[]> {
  const { rows } = await scope.client.query<TimerFacts>(
    `select m.case_id, m.token_no as token, m.element, coalesce(t.definition_id, i.definition_id) as definition_id, t.party, m.due_at,
       m.due_at < $1::timestamptz - interval '1 minute' as overdue, m.cycle is not null as repeats
     from engine.timer m join engine.instance i using (case_id, instance_no) left join engine.token t using (case_id, instance_no, token_no)
     ${caseId === null ? '' : 'where m.case_id = $2'} order by m.due_at, m.case_id limit 500`,
    caseId === null ? [scope.now] : [scope.now, caseId],
  );
  return (await operatedRows(scope, rows, lang)).map(({ row, operated, model }) => {
    return {
      case: operated,
      caseId: row.case_id,
      token: row.token,
      element: row.element,
      name: stepName(scope, operated, { element: row.element, capability: null, model }, lang),
      capability: null,
      party: row.party,
      dueAt: iso(row.due_at),
      overdue: row.overdue,
      repeats: row.repeats,
    };
  });
}
