import { randomUUID } from 'node:crypto';
import type { WorkerContext } from '../worker/types.ts';

/** Tasks that go back in one round; the next round takes what is left. */
const AT_ONCE = 500;

interface LeftTask {
  case_id: string;
  token: number;
  element: string;
  held: string;
  actor: string;
  actor_name: string;
}

/**
 * Gives tasks of people who no longer work for an office back to it, where everybody with the role of the task finds them. Asks the state, not
 * the moment: what was under way when somebody left, or comes back from a question to the resident later, goes back too. Gives how many went.
 */
export async function returnTasks(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<LeftTask>(
    `select t.case_id, t.token_no as token, t.element, t.assignee_id as held, coalesce(a.actor, t.assignee_id) as actor, coalesce(a.actor_name, a.name) as actor_name
     from (select distinct on (l.person_id, l.office) l.* from cases.member_acts l where l.what <> 'lifted' order by l.person_id, l.office, l.act_no desc) a
     join engine.user_task t on t.assignee_id = 'person:' || a.person_id::text and t.group_id = a.office
     where not exists (select 1 from cases.members m where m.person_id = a.person_id and m.office = a.office) limit ${AT_ONCE}`,
  );
  let returned = 0;
  for (const { case_id, token, element, held, actor, actor_name } of rows) {
    const command = { type: 'claim-task', token, assignee: null, actor, from: held } as const;
    const { result } = await context.engine.run(case_id, randomUUID(), command, { actor });
    if (result !== 'done') continue;
    await context.pool.query(
      `insert into cases.task_notes (case_id, token, at, element, actor, actor_name, what) values ($1, $2, $3, $4, $5, $6, 'returned') on conflict do nothing`,
      [case_id, token, now, element, actor, actor_name],
    );
    returned++;
  }
  return returned;
}
