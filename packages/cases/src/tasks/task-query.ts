import { mayWork } from '../request/mine.ts';
import { deputised } from './absences.ts';
import type { TaskCursor } from './task-cursor.ts';
import { folded, type WordMeaning } from './task-words.ts';

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

interface Condition {
  sql: string[];
  values: unknown[];
}

/**
 * One page of the work list. Each office is read along the index (group_id, due_at), so a page costs the same at the beginning and the end
 * of a list of any length; row-level security looks only at the rows that are read.
 */
export function pageOf(query: TaskQuery): { text: string; values: unknown[] } {
  const where = conditions(query);
  const parts = keyset(query.after, where.values).map((more) => part(query, [...where.sql, ...more], where.values));
  const from =
    query.view === 'mine'
      ? parts.join(' union all ')
      : `select x.* from unnest($1::text[]) as g(office) cross join lateral (${parts.join(' union all ')}) x`;
  return { text: `select * from (${from}) found ${ORDER('found')} limit ${query.limit}`, values: where.values };
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
    const from = (more: string): string =>
      `(select t.due_at, t.assignee_id is null as free from ${tables(of)} where ${more}${where.join(' and ')} order by t.due_at limit ${of.limit})`;
    return of.view === 'mine' || of.view === 'deputy'
      ? from('t.group_id = any ($1) and ')
      : `(select x.* from unnest($1::text[]) as g(office) cross join lateral ${from('t.group_id = g.office and ')} x order by x.due_at limit ${of.limit})`;
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
  const dueToday = scan({ ...query }, [...own.sql, `t.due_at > ${lateEnd}`, `t.due_at <= ${todayEnd}`]);
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

const ORDER = (table: string): string => `order by ${table}.due_at, ${table}.priority desc, ${table}.case_id, ${table}.token_no`;

function part(query: TaskQuery, where: string[], _values: unknown[]): string {
  const office = query.view === 'mine' ? '' : 't.group_id = g.office and ';
  return `(select t.case_id, t.token_no, t.element, t.group_id, t.due_at, t.created_at, t.assignee_id, t.priority, t.follow_up, t.candidates
    from ${tables(query)} where ${office}${where.join(' and ')} ${ORDER('t')} limit ${query.limit})`;
}

function tables({ service, words }: TaskQuery): string {
  return service !== null || words.length > 0 ? 'engine.user_task t join cases.cases c on c.case_id = t.case_id' : 'engine.user_task t';
}

/** The conditions of the same list in another view; what they need goes to `values`. */
function viewed(query: TaskQuery, view: TaskQuery['view'], values: unknown[]): string[] {
  return conditions({ ...query, view }, values).sql;
}

function conditions({ me, offices, view, today, service, before, from, words }: TaskQuery, values: unknown[] = [offices, me]): Condition {
  const value = (each: unknown): string => `$${values.push(each)}`;
  // Four eyes: who did the step that this one checks does not see it on their list.
  const sql = [`not (t.properties ? 'four-eyes' and $2 is not distinct from cases.done_by(t.case_id, t.properties ->> 'four-eyes'))`];
  if (view === 'mine') sql.push('t.assignee_id = $2', 't.group_id = any ($1)');
  if (view === 'deputy') sql.push('t.assignee_id is not null', deputised('t.assignee_id', value(today)));
  if (view === 'free') sql.push('t.assignee_id is null');
  if (before !== null) sql.push(`t.due_at <= ${value(before)}::timestamptz`);
  if (from !== null) sql.push(`t.due_at > ${value(from)}::timestamptz`);
  if (service !== null) sql.push(`c.service = ${value(service)}`);
  for (const word of words) {
    const pattern = value(word.pattern);
    sql.push(
      `(${folded('c.applicant_name')} like ${pattern} or lower(c.reference) like ${pattern} or c.service = any (${value(word.services)}) or c.service || ' ' || t.element = any (${value(word.tasks)}))`,
    );
  }
  // Both are named in every statement, so that their types are always known.
  return { sql: [`$1::text[] is not null and $2::text is not null`, mayWork('t'), ...sql], values };
}

/** What comes after a row: those with a deadline in one stretch of the index, those without in another. */
function keyset(after: TaskCursor | null, values: unknown[]): string[][] {
  if (after === null) return [[]];
  const [due, priority, caseId, token] = [after.due, after.priority, after.caseId, after.token].map((each) => `$${values.push(each)}`);
  const tie = `(t.priority < ${priority}::integer or t.priority = ${priority}::integer and (t.case_id, t.token_no) > (${caseId}::uuid, ${token}::integer))`;
  if (after.due === null) return [[`${due}::text is null`, 't.due_at is null', tie]];
  return [[`t.due_at >= ${due}::timestamptz`, `(t.due_at > ${due}::timestamptz or ${tie})`], ['t.due_at is null']];
}
