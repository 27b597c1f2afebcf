import { uuidOf } from '../ids.ts';
import { localDay } from '../request/scope.ts';
import { boundOffice } from './engine-host.ts';
import type { WorkerContext } from './types.ts';

interface StepRow {
  case_id: string;
  token: number;
  kind: string;
  authority: string;
  office: string;
  /** Office that has the task; null for a job. */
  group_id: string | null;
  handedOver: boolean;
}

/** SQL that holds for cases in which an office took the place of another one. */
const HANDED_OVER = `exists (select 1 from cases.access f where f.case_id = p.case_id and f.party = 'former')`;

/**
 * Moves waiting steps to where their authority's binding sends them today: a task becomes a job when the authority connected its
 * business application, a job becomes a task when it went back to people, a task changes its office. A step somebody works on stays. `openSteps: keep` keeps all.
 */
export async function rerouteSteps(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<StepRow>(
    `select t.case_id, t.token_no as token, t.capability as kind, p.authority, p.office, t.group_id, ${HANDED_OVER} as "handedOver"
       from engine.user_task t join cases.parties p on p.case_id = t.case_id and p.party = t.party
       where t.kind = 'capability' and t.assignee_id is null
     union all
     select j.case_id, j.token_no, j.kind, p.authority, p.office, null, ${HANDED_OVER}
       from engine.job j join cases.parties p on p.case_id = j.case_id and p.party = j.info ->> 'party'
       where j.state = 'ready' and (j.lease_until is null or j.lease_until < now())`,
  );
  const catalogue = context.catalogue();
  const { authorities } = catalogue;
  const day = localDay(now, authorities.canton.zone);
  let moved = 0;
  for (const step of rows) {
    const binding = authorities.binding(step.authority, step.kind, day);
    if (!binding || binding.openSteps === 'keep') continue;
    const wanted = binding.to === 'connector' ? 'machine' : boundOffice(catalogue, binding, step);
    if (wanted === (step.group_id ?? 'machine')) continue;
    const id = uuidOf(`reroute ${step.case_id} ${step.token} ${wanted} ${now}`);
    await context.engine.run(step.case_id, id, { type: 'reroute', token: step.token });
    moved++;
  }
  return moved;
}
