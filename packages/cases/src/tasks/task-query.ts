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

/** How many each of some queries finds, counting no further than its `limit`: one row, columns `n0`, `n1`, … */
export function countsOf(queries: readonly TaskQuery[]): { text: string; values: unknown[] } {
  const all: unknown[] = [];
  const columns = queries.map((query, index) => {
    const { sql, values } = conditions(query);
    const numbered = [`t.group_id = any ($1)`, ...sql]
      .join(' and ')
      .replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + all.length}`);
    all.push(...values);
    return `(select count(*)::integer from (select 1 from ${tables(query)} where ${numbered} limit ${query.limit}) x) as n${index}`;
  });
  return { text: `select ${columns.join(', ')}`, values: all };
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

function conditions({ me, offices, view, today, service, before, from, words }: TaskQuery): Condition {
  const values: unknown[] = [offices, me];
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
