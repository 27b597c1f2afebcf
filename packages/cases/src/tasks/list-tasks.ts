import { Temporal } from 'temporal-polyfill';
import { expectedDay } from '../catalogue/calendar.ts';
import { iso, officeName } from '../case-view/view-case.ts';
import { named } from '../request/named.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope, TaskCounts, TaskList, TaskRow, TaskWish } from '../types.ts';
import { readCursor, writeCursor } from './task-cursor.ts';
import { countsOf, pageOf, type TaskQuery } from './task-query.ts';
import { wordMeanings } from './task-words.ts';

interface ListedTask {
  case_id: string;
  token_no: number;
  element: string;
  group_id: string;
  due_at: string | null;
  /** As the database writes it. */
  due_text: string | null;
  created_at: string;
  assignee_id: string | null;
  assignee_name: string | null;
  priority: number;
  follow_up: string | null;
  candidate: boolean;
  reference: string;
  service: string;
  service_hash: string;
  applicant_name: string;
  channel: string;
}

/** Tasks of one page. */
const PAGE = 50;
/** Numbers are told exactly up to here; beyond, that there are more. */
export const COUNTED = 1000;

/**
 * Open tasks of the caseworker's offices, oldest deadline first, of the same one the highest priority; a page at a time, which costs the
 * same at any place of a list of any length. Four eyes: a task that this very person may not do, because they did the one before, is not
 * on their list.
 */
export async function listTasks(scope: Scope, wish: TaskWish): Promise<TaskList> {
  const query = queryOf(scope, wish);
  if (query.offices.length === 0) return { rows: [], next: null };
  const size = wish.size ?? PAGE;
  const { text, values } = pageOf({ ...query, limit: size + 1 });
  const { rows } = await scope.client.query<ListedTask>(
    named(
      `select p.*, p.due_at::text as due_text, p.candidates ? $2 as candidate, c.reference, c.service, c.service_hash, c.applicant_name, c.channel,
       coalesce((select m.name from cases.members m where m.office = p.group_id and 'person:' || m.person_id::text = p.assignee_id),
         (select n.actor_name from cases.task_notes n where n.case_id = p.case_id and n.token = p.token_no and n.actor = p.assignee_id order by n.at desc limit 1)) as assignee_name
     from (${text}) p join cases.cases c on c.case_id = p.case_id
     order by p.due_at, p.priority desc, p.case_id, p.token_no`,
      values,
    ),
  );
  const shown = rows.slice(0, size);
  const last = rows.length > size ? shown.at(-1)! : null;
  return {
    rows: shown.map((row) => taskRow(scope, row, wish.lang)),
    next: last && writeCursor({ due: last.due_text, priority: last.priority, caseId: last.case_id, token: last.token_no }),
  };
}

/** How many tasks a list and the views beside it have, each counted up to {@link COUNTED}; wherever the page begins. */
export async function countTasks(scope: Scope, wish: TaskWish, views: readonly TaskView[]): Promise<TaskCounts> {
  const query = { ...queryOf(scope, wish), after: null, limit: COUNTED + 1 };
  const other = views.filter((view) => view !== query.view);
  const midnight = midnights(scope);
  const { text, values } = countsOf(query, { late: midnight(0), today: midnight(1), views: other });
  const { rows } = await scope.client.query<Record<TaskView | 'own' | 'late' | 'today', number> & { part?: boolean }>(named(text, values));
  const row = rows[0]!;
  const counted = Object.fromEntries(other.map((view) => [view, row[view]])) as Partial<Record<TaskView, number>>;
  return { views: { ...counted, [query.view]: row.own }, late: row.late, today: row.today, freeOrMore: row.part === true };
}

type TaskView = TaskQuery['view'];

/** Beginning of the local day that is so many days from today, as an instant. */
function midnights(scope: Scope): (days: number) => string {
  const { zone } = scope.context.catalogue.authorities.canton;
  return (days) => Temporal.PlainDate.from(scope.today).add({ days }).toZonedDateTime(zone).toInstant().toString();
}

function queryOf(scope: Scope, wish: TaskWish): Omit<TaskQuery, 'limit'> {
  const session = requireSession(scope);
  const own = session.memberships.map(({ office }) => office);
  const midnight = midnights(scope);
  const [from, before] = { late: [null, 0], today: [0, 1], week: [1, 8], later: [8, null], all: [null, null] }[wish.deadline ?? 'all'] as (
    number | null
  )[];
  return {
    me: session.principal,
    offices: wish.office ? own.filter((office) => office === wish.office) : own,
    view: wish.view ?? 'all',
    today: scope.today,
    service: wish.service ?? null,
    from: from === null ? null : midnight(from!),
    before: before === null ? null : midnight(before!),
    words: wordMeanings(scope.context.catalogue, wish.text ?? '', wish.lang),
    after: readCursor(wish.after),
  };
}

function taskRow(scope: Scope, task: ListedTask, lang: string): TaskRow {
  const session = requireSession(scope);
  const { catalogue } = scope.context;
  const { zone } = catalogue.authorities.canton;
  const t = catalogue.service(task.service, task.service_hash).texts(lang);
  const due = task.due_at ? expectedDay(iso(task.due_at), zone) : null;
  const office = catalogue.authorities.byOffice(task.group_id);
  const me = task.assignee_id === session.principal;
  return {
    caseId: task.case_id,
    reference: task.reference,
    token: task.token_no,
    title: t(`tasks.${task.element}.title`),
    service: t('service.title'),
    person: task.applicant_name,
    captured: task.channel === 'counter' || task.channel === 'phone' ? task.channel : null,
    due,
    late: due !== null && due < scope.today,
    since: iso(task.created_at),
    priority: task.priority,
    followUp: task.follow_up ? expectedDay(iso(task.follow_up), zone) : null,
    candidate: task.candidate,
    assignee: task.assignee_id ? { name: task.assignee_name ?? (me ? session.displayName : ''), me } : null,
    office: office ? officeName(office.office, office.authority, lang) : '',
  };
}
