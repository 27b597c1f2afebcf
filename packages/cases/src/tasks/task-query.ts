import { hasRole, mayWorkAtOffice } from '../request/mine.ts';
import { deputised } from './absences.ts';
import type { TaskCursor } from './task-cursor.ts';
import type { WordMeaning } from './task-words.ts';

/** Which tasks are asked for, ready for the database. */
export interface TaskQuery {
  me: string;
  /** Principals of the person's offices, or the one chosen. */
  offices: string[];
  view: 'all' | 'mine' | 'free' | 'deputy';
  /** Local date, ISO. */
  today: string;
  service: string | null;
  /** Only deadlines before this instant, and from that one on. */
  before: string | null;
  from: string | null;
  words: WordMeaning[];
  after: TaskCursor | null;
  limit: number;
}

/**
 * One page of the work list, as rows of engine.user_task. Each office is read along the index of cases.open_tasks, which holds everything that
 * a list is ordered and narrowed by, so that a page costs the same at the beginning and the end of a list of any length.
 */
export function pageOf(query: TaskQuery): { text: string; values: unknown[] } {
  const { sql, values } = conditions(query);
  const parts = keyset(query.after, values).map(
    (
      more,
    ) => `(select ${KEY.map((name) => `o.${name}`).join(', ')} from ${tables(query)} where ${ofOffice(query)}${[...sql, ...more].join(' and ')}
      ${ORDER('o')} limit ${query.limit})`,
  );
  const from = byPerson(query)
    ? parts.join(' union all ')
    : `select x.* from unnest($1::text[]) as g(office) cross join lateral (${parts.join(' union all ')}) x`;
  return {
    text: `select t.case_id, t.token_no, t.element, t.group_id, t.due_at, t.created_at, t.assignee_id, t.priority, t.follow_up, t.candidates
      from (select * from (${from}) found ${ORDER('found')} limit ${query.limit}) k join engine.user_task t on ${SAME('t', 'k')} where ${mayWorkAtOffice('t')}`,
    values,
  };
}

/** Which numbers are wanted beside that of the list itself. */
export interface CountWish {
  /** Ends of two stretches of deadlines, instants: over the period, and due today. */
  late: string;
  today: string;
  /** Other views. */
  views: readonly TaskQuery['view'][];
}

/**
 * Numbers of a list and of the views beside it, each counted no further than `limit`: one row with `own`, `late`, `today`, one column for each view, and
 * `part`, true where `free` was counted among the first of all only. Deadlines come in the order of the index, so that most numbers are told by
 * the same stretch of it.
 */
export function countsOf(query: TaskQuery, { late, today, views }: CountWish): { text: string; values: unknown[] } {
  const own = conditions(query);
  const { values } = own;
  const value = (each: unknown): string => `$${values.push(each)}::timestamptz`;
  const [lateEnd, todayEnd] = [value(late), value(today)];
  const scan = (of: TaskQuery, where: string[]): string => {
    const part = `(select o.due_at, o.free from ${tables(of)} where ${ofOffice(of)}${where.join(' and ')} order by o.due_at limit ${of.limit})`;
    return byPerson(of)
      ? part
      : `(select x.* from unnest($1::text[]) as g(office) cross join lateral ${part} x order by x.due_at limit ${of.limit})`;
  };
  const other = (view: TaskQuery['view']): string => scan({ ...query, view }, viewed(query, view, values));
  const all = views.includes('all') ? `, everything as materialized ${other('all')}` : '';
  const whole = query.view === 'all' ? 'listed' : 'everything';
  const column = (view: TaskQuery['view']): string =>
    view === 'all'
      ? '(select count(*)::integer from everything) as "all"'
      : view === 'free'
        ? `(select count(*)::integer from ${whole} where free) as free, (select count(*) = ${query.limit} from ${whole}) as part`
        : `(select count(*)::integer from ${other(view)} x) as ${view}`;
  const dueToday = scan(query, [...own.sql, `o.due_at > ${lateEnd}`, `o.due_at <= ${todayEnd}`]);
  const columns = [
    '(select count(*)::integer from listed) as own',
    `(select count(*)::integer from listed where due_at <= ${lateEnd}) as late`,
    // Where the stretch ends before tomorrow, today is counted by itself.
    `(case when (select count(*) = ${query.limit} and max(due_at) <= ${todayEnd} from listed) then (select count(*)::integer from ${dueToday} x)
       else (select count(*)::integer from listed where due_at > ${lateEnd} and due_at <= ${todayEnd}) end) as today`,
    ...views.map(column),
  ];
  return { text: `with listed as materialized ${scan(query, own.sql)}${all} select ${columns.join(', ')}`, values };
}

const KEY = ['case_id', 'instance_no', 'token_no', 'due_at', 'priority'] as const;
const ORDER = (table: string): string => `order by ${table}.due_at, ${table}.priority desc, ${table}.case_id, ${table}.token_no`;
const SAME = (one: string, other: string): string =>
  `(${one}.case_id, ${one}.instance_no, ${one}.token_no) = (${other}.case_id, ${other}.instance_no, ${other}.token_no)`;

/** Lists of tasks that somebody has are read along the index of who has them. */
const byPerson = ({ view }: TaskQuery): boolean => view === 'mine' || view === 'deputy';
const ofOffice = (query: TaskQuery): string => (byPerson(query) ? '' : 'o.group_id = g.office and ');

function tables(query: TaskQuery): string {
  return byPerson(query) ? `engine.user_task t join cases.open_tasks o on ${SAME('o', 't')}` : 'cases.open_tasks o';
}

/** The conditions of the same list in another view; what they need goes to `values`. */
function viewed(query: TaskQuery, view: TaskQuery['view'], values: unknown[]): string[] {
  return conditions({ ...query, view }, values).sql;
}

/** Four eyes: who did the step that this one checks does not see it on their list. */
const OTHER_EYES = `not (t.properties ? 'four-eyes' and $2 is not distinct from cases.done_by(t.case_id, t.properties ->> 'four-eyes'))`;

function conditions(
  { me, offices, view, today, service, before, from, words }: TaskQuery,
  values: unknown[] = [offices, me],
): { sql: string[]; values: unknown[] } {
  const value = (each: unknown): string => `$${values.push(each)}`;
  // Both are named in every statement, so that their types are always known.
  const sql = ['$1::text[] is not null and $2::text is not null'];
  if (view === 'mine') sql.push('t.assignee_id = $2', 't.group_id = any ($1)');
  if (view === 'deputy') sql.push('t.assignee_id is not null', 't.group_id = any ($1)', deputised('t.assignee_id', value(today)));
  if (view === 'mine' || view === 'deputy') sql.push(mayWorkAtOffice('t'), OTHER_EYES);
  else
    sql.push(
      `case when o.judged then exists (select 1 from engine.user_task t where ${SAME('t', 'o')} and ${mayWorkAtOffice('t')} and ${OTHER_EYES}) else ${hasRole('o')} end`,
    );
  if (view === 'free') sql.push('o.free');
  if (before !== null) sql.push(`o.due_at <= ${value(before)}::timestamptz`);
  if (from !== null) sql.push(`o.due_at > ${value(from)}::timestamptz`);
  if (service !== null) sql.push(`split_part(o.topic, ' ', 1) = ${value(service)}`);
  for (const word of words) {
    const ways = [`o.words like ${value(word.pattern)}`];
    if (word.services.length > 0) ways.push(`split_part(o.topic, ' ', 1) = any (${value(word.services)})`);
    if (word.tasks.length > 0) ways.push(`o.topic = any (${value(word.tasks)})`);
    sql.push(`(${ways.join(' or ')})`);
  }
  return { sql, values };
}

/** What comes after a row: those with a deadline in one stretch of the index, those without in another. */
function keyset(after: TaskCursor | null, values: unknown[]): string[][] {
  if (after === null) return [[]];
  const [due, priority, caseId, token] = [after.due, after.priority, after.caseId, after.token].map((each) => `$${values.push(each)}`);
  const tie = `(o.priority < ${priority}::integer or o.priority = ${priority}::integer and (o.case_id, o.token_no) > (${caseId}::uuid, ${token}::integer))`;
  if (after.due === null) return [[`${due}::text is null`, 'o.due_at is null', tie]];
  return [[`o.due_at >= ${due}::timestamptz`, `(o.due_at > ${due}::timestamptz or ${tie})`], ['o.due_at is null']];
}
