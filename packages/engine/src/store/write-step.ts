import type { Instance } from '../run/instance.ts';
import type { Spread } from '../run/step.ts';
import type { Rows } from '../run/rows.ts';
import type { Command, PathEntry } from '../types.ts';
import { ENQUEUE } from './enqueue.ts';
import { arrayItem, arrayParameter, jsonbArray, PLAN_ANEW, type Parameter, type Statement } from './pipeline.ts';
import { CHANGES, INSERT_EVENT, INSERT_INSTANCE, UPDATE_INSTANCE, type Change } from './changes.ts';
import type { TableShape } from './tables.ts';
import { UNPARK } from './take-work.ts';

/** Row of the history. */
export interface EventRow {
  at: string;
  step: number | null;
  command_id: string;
  type: string;
  result: 'done' | 'rejected';
  code: string | null;
  state: string;
  actor: string | null;
  path: readonly PathEntry[];
  data: Record<string, unknown>;
}

/** What one command leaves behind. */
export interface StepWrite {
  caseId: string;
  /** Null: the command had no effect, only its event is written. */
  instance: Instance | null;
  /** The instance begins with this step. */
  isNew: boolean;
  event: EventRow;
  /** Ready tokens are left for a next step. */
  unfinished: boolean;
  /** Milliseconds until that next step; also without a pause it stands behind the commands of other cases. */
  pause: number;
  /** Parked commands of the case may be tried again. */
  unpark: boolean;
  /** Signals thrown, and messages nobody in the case waits for. */
  signals: readonly Spread[];
  /** Decided on rows that this node had kept. */
  unlocked?: boolean;
}

/**
 * Statements that write the steps of different cases: in fact one, with a part for each table and kind of change, whatever the number of
 * steps. In the order of the cases, so that two nodes that begin the same ones at the same moment wait for each other in one direction only.
 * It fails (`CHANGED`) where an instance has another step, a job another fence, than the rows that the steps were decided on.
 */
export function writeSteps(unordered: readonly StepWrite[]): Statement[] {
  if (unordered.length === 0) return [];
  const steps = [...unordered].sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  const parts: Part[] = [];
  const add = (change: Change, rows: Written[]): void => void (rows.length > 0 && parts.push({ change, rows }));
  const changed = steps.filter((step): step is StepWrite & { instance: Instance } => step.instance !== null);
  const headers = (isNew: boolean): Written[] =>
    changed.filter((step) => step.isNew === isNew).map(({ instance }) => written(instance.caseId, instance.header));
  // What an ended instance keeps moves to where ended ones lie, changed or not.
  for (const { instance } of changed) if (isOver(instance)) for (const scope of instance.scopes.all()) instance.scopes.put(scope);
  add(INSERT_INSTANCE, headers(true));
  add(UPDATE_INSTANCE, headers(false));
  for (const { table, remove, add: insert, alter } of CHANGES) {
    const [removed, added, altered]: Written[][] = [[], [], []];
    for (const { instance } of changed) {
      const rows = table.rows(instance) as unknown as Rows<object>;
      if (!rows.touched) continue;
      const { caseId } = instance;
      const closed = table.name === 'variable' ? { closed: isOver(instance) } : null;
      const whole = (row: object): Written => written(caseId, closed ? { ...row, ...closed } : row);
      for (const row of rows.removed()) removed!.push(written(caseId, keyOf(table, row)));
      for (const row of rows.changedIf(false)) added!.push(whole(row));
      for (const row of rows.changedIf(true)) altered!.push(whole(row));
    }
    add(remove, removed!);
    add(insert, added!);
    add(alter, altered!);
  }
  add(
    INSERT_EVENT,
    steps.map(({ caseId, event }) => written(caseId, event)),
  );
  const statements = together(parts);
  for (const { caseId, event, unfinished, pause, unpark } of steps) {
    if (unfinished) {
      const command: Command = { type: 'continue' };
      const dueAt = new Date(Date.parse(event.at) + pause).toISOString();
      statements.push({ text: ENQUEUE, values: [caseId, `continue:${event.step}`, null, dueAt, JSON.stringify(command)] });
    }
    if (unpark) statements.push({ text: UNPARK, values: [arrayParameter([caseId])] });
  }
  return statements;
}

function isOver(instance: Instance): boolean {
  return instance.header.state !== 'active';
}

/** A row with the case it belongs to. */
interface Written {
  caseId: string;
  row: Readonly<Record<string, unknown>>;
}

const written = (caseId: string, row: object): Written => ({ caseId, row: row as Written['row'] });

/** A change with its rows. */
interface Part {
  change: Change;
  rows: readonly Written[];
}

/** Code of a write that met an instance or job that has changed since its rows were read (a division by zero, on purpose). */
export const CHANGED = '22012';
const unless = (condition: string): string => `1 / (${condition})::integer = 1`;

/** Rows of a table from which on planning anew costs less than a plan may that was made for a table which was empty: 1 ms against 100. */
const LARGE_ROWS = 64;

/** Statements that stay prepared on every connection; combinations beyond are sent part by part. */
const MOST_COMBINATIONS = 64;
const combinations = new Map<string, string>();

/** One statement of all parts, the last of which is that of the events; it also counts. */
function together(parts: readonly Part[]): Statement[] {
  const single = parts.every(({ rows }) => rows.length === 1);
  const key = `${single ? 'one' : 'many'} ${parts.map(({ change }) => change.number).join(' ')}`;
  let text = combinations.get(key);
  if (text === undefined && combinations.size < MOST_COMBINATIONS)
    combinations.set(key, (text = single ? combineOne(parts) : combineMany(parts)));
  if (text === undefined) return parts.map(alone);
  const values: Parameter[] = [];
  for (const part of parts) (single ? addParameters : addArrays)(values, part);
  if (!single && parts.some(({ change }) => change.counted)) values.push(String(parts.reduce((sum, part) => sum + countOf(part), 0)));
  const anew = parts.some(({ rows }) => rows.length > LARGE_ROWS) ? [PLAN_ANEW] : [];
  return [...anew, { silent: true, text, values }];
}

function countOf({ change, rows }: Part): number {
  return change.counted ? rows.length : 0;
}

function combineOne(parts: readonly Part[]): string {
  const { texts } = textsOf(parts, 'one');
  return combine(parts, texts, (counted) => `${counted.map((part) => `(select kept from ${part})`).join(' + ')} is not null`);
}

function combineMany(parts: readonly Part[]): string {
  const { texts, count } = textsOf(parts, 'many');
  return combine(
    parts,
    texts,
    (counted) => `${counted.map((part) => `(select count(*) from ${part})`).join(' + ')} = $${count + 1}::bigint`,
  );
}

/** Texts of all parts with their parameters numbered one after another. */
function textsOf(parts: readonly Part[], how: 'one' | 'many'): { texts: string[]; count: number } {
  let count = 0;
  const texts = parts.map(({ change }) => {
    const names = Object.keys(change.columns);
    const first = count;
    count += names.length;
    return change[how]((column) => `$${first + names.indexOf(column) + 1}::${change.columns[column]}${how === 'many' ? '[]' : ''}`);
  });
  return { texts, count };
}

/** @param asExpected the condition that parts have changed what they name. */
function combine(parts: readonly Part[], texts: readonly string[], asExpected: (counted: readonly string[]) => string): string {
  const before = texts.slice(0, -1);
  const events = texts.at(-1)!;
  if (before.length === 0) return events;
  const counted = parts.flatMap(({ change }, index) => (change.counted ? [`part${index}`] : []));
  const check = counted.length > 0 ? ` where ${unless(asExpected(counted))}` : '';
  return `with ${before.map((part, index) => `part${index} as (${part})`).join(', ')} ${events}${check}`;
}

/** The statement of one part alone. */
function alone(part: Part): Statement {
  const values: Parameter[] = [];
  addArrays(values, part);
  const { texts, count } = textsOf([part], 'many');
  if (!part.change.counted) return { text: texts[0]!, values };
  const text = `with part as (${texts[0]}) select ${unless(`(select count(*) from part) = $${count + 1}::bigint`)}`;
  return { text, values: [...values, String(part.rows.length)] };
}

/** A text that the server refuses, for one it would otherwise be sent in other characters: half a surrogate pair has no UTF-8. */
const REFUSED = '\0';

const sendable = (text: string): string => (text.isWellFormed() ? text : REFUSED);

/** The only row of a part as parameters. */
function addParameters(values: Parameter[], { change, rows }: Part): void {
  const { caseId, row } = rows[0]!;
  for (const column in change.columns) {
    const value = column === 'case_id' ? caseId : asText(row[column], change.columns[column]!);
    values.push(value && sendable(value));
  }
}

/** Rows as one array for each column. */
function addArrays(values: Parameter[], { change, rows }: Part): void {
  for (const column in change.columns) {
    const type = change.columns[column]!;
    if (type === 'jsonb') {
      values.push(jsonbArray(rows.map(({ row }) => asText(row[column], type))));
      continue;
    }
    let array = '';
    for (const { caseId, row } of rows) {
      const value = column === 'case_id' ? caseId : asText(row[column], type);
      const bare = value === null || typeof row[column] === 'number';
      array += `${array === '' ? '{' : ','}${bare ? value : arrayItem(value)}`;
    }
    values.push(sendable(`${array}}`));
  }
}

/** A value as the server reads it. */
function asText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return JSON.stringify(value);
  return typeof value === 'string' ? value : String(value);
}

function keyOf({ name, key }: TableShape, row: object): object {
  const of = row as Record<string, unknown>;
  const keys: Record<string, unknown> = {};
  for (const column in key) keys[column] = of[column];
  if (name === 'job') keys['fence'] = of['fence'];
  return keys;
}
