import { enqueueCommand } from '@einwohnerportal/engine';
import { expectedDay } from '../catalogue/calendar.ts';
import { loadCasesById } from '../case-view/load-cases.ts';
import { frameCase, iso, officeName, statusSentence, type CaseFrame } from '../case-view/view-case.ts';
import { uuidOf } from '../ids.ts';
import { requireSession, withSession } from '../request/scope.ts';
import type { CasesContext, IncidentRow, Scope, TaskRow } from '../types.ts';

interface ListedTask {
  case_id: string;
  token: number;
  element: string;
  group_id: string;
  due_at: string | null;
  created_at: string;
  assignee_id: string | null;
  assignee_name: string | null;
  priority: number;
  follow_up: string | null;
  candidate: boolean;
}

const PAGE = 500;

/**
 * Open tasks of the caseworker's offices, oldest deadline first, of the same one the highest priority; `mine`: only what they took. Four eyes: a task that this very person
 * may not do, because they did the one before, is not on their list. At most 500.
 */
export async function listTasks(scope: Scope, { mine = false, lang }: { mine?: boolean; lang: string }): Promise<TaskRow[]> {
  const session = requireSession(scope);
  const { rows } = await scope.client.query<ListedTask>(
    `select t.case_id, t.token_no as token, t.element, t.group_id, t.due_at, t.created_at, t.assignee_id, t.priority, t.follow_up,
       t.candidates ? $2::text as candidate,
       (select n.actor_name from cases.task_notes n where n.case_id = t.case_id and n.token = t.token_no and n.actor = t.assignee_id order by n.at desc limit 1) as assignee_name
     from engine.user_task t
     where t.group_id like 'office:%' and (not $1 or t.assignee_id = $2)
       and $2 is distinct from (select n.actor from cases.task_notes n where n.case_id = t.case_id and n.element = t.properties ->> 'four-eyes'
         and n.what = 'completed' order by n.at desc limit 1)
     order by t.due_at nulls last, t.priority desc, t.case_id limit ${PAGE}`,
    [mine, session.principal],
  );
  const cases = new Map((await loadCasesById(scope, [...new Set(rows.map((row) => row.case_id))])).map((row) => [row.case_id, row]));
  const { zone } = scope.context.catalogue.authorities.canton;
  return rows.flatMap((task) => {
    const row = cases.get(task.case_id);
    if (!row) return [];
    const frame = frameCase(scope, row, lang);
    const due = task.due_at ? expectedDay(iso(task.due_at), zone) : null;
    const office = scope.context.catalogue.authorities.byOffice(task.group_id);
    return [
      {
        caseId: task.case_id,
        reference: row.reference,
        token: task.token,
        title: frame.t(`tasks.${task.element}.title`),
        service: frame.t('service.title'),
        person: row.applicant_name,
        due,
        late: due !== null && due < scope.today,
        since: iso(task.created_at),
        priority: task.priority,
        followUp: task.follow_up ? expectedDay(iso(task.follow_up), zone) : null,
        candidate: task.candidate,
        assignee: task.assignee_id
          ? {
              name: task.assignee_name ?? (task.assignee_id === session.principal ? session.displayName : ''),
              me: task.assignee_id === session.principal,
            }
          : null,
        office: office ? officeName(office.office, office.authority, lang) : '',
        sentence: statusSentence(frame),
      },
    ];
  });
}

interface StuckRow {
  case_id: string;
  token: number;
  element: string;
  code: string;
  message: string;
  at: string;
  next_try: string | null;
  stuck: boolean;
}

/**
 * What is stuck in cases of the caseworker's offices: incidents, and steps whose business application does not answer and that
 * the machine keeps trying.
 */
export async function listIncidents(scope: Scope, lang: string): Promise<IncidentRow[]> {
  const { rows } = await scope.client.query<StuckRow>(
    `select i.case_id, i.token_no as token, i.element, i.code, i.message, i.created_at as at, null::timestamptz as next_try, true as stuck from engine.incident i
     union all
     select j.case_id, j.token_no, j.kind, coalesce(j.last_code, 'not-available'), '', j.created_at, j.due_at, false from engine.job j
       where j.attempts > 0 and j.state = 'ready'
     order by at limit ${PAGE}`,
  );
  const cases = new Map((await loadCasesById(scope, [...new Set(rows.map((row) => row.case_id))])).map((row) => [row.case_id, row]));
  return rows.flatMap((stuck) => {
    const row = cases.get(stuck.case_id);
    if (!row) return [];
    const frame = frameCase(scope, row, lang);
    return [
      {
        caseId: stuck.case_id,
        reference: row.reference,
        token: stuck.token,
        element: stuck.element,
        title: stepTitle(frame, stuck.element),
        service: frame.t('service.title'),
        kind: stuck.stuck ? 'stuck' : 'waiting',
        code: stuck.code,
        message: stuck.message,
        since: iso(stuck.at),
        nextTry: stuck.next_try ? iso(stuck.next_try) : null,
        office: officeName(frame.office, frame.authority, lang),
      },
    ];
  });
}

/** Name of a step of the process, or of the capability a job does. */
function stepTitle({ t, lang, scope }: CaseFrame, element: string): string {
  const { catalogue } = scope.context;
  if (t.has(`tasks.${element}.title`)) return t(`tasks.${element}.title`);
  return catalogue.hasCapability(element) ? catalogue.capability(element).texts(lang)('capability.title') : element;
}

/** Lets a stuck step try again, on behalf of a caseworker of the case. */
export async function retryIncident(
  context: CasesContext,
  secret: string | null,
  { caseId, token }: { caseId: string; token: number },
): Promise<boolean> {
  return withSession(context, secret, async (scope) => {
    const session = requireSession(scope);
    const [row] = await loadCasesById(scope, [caseId]);
    if (!row) return false;
    await enqueueCommand(
      scope.client,
      caseId,
      uuidOf(`resolve ${caseId} ${token} ${scope.now}`),
      { type: 'resolve-incident', token, actor: session.principal },
      { actor: session.principal },
    );
    return true;
  });
}
