import type { HeaderRow, Instance } from '../run/instance.ts';
import type { Spread } from '../run/step.ts';
import type { Rows } from '../run/rows.ts';
import type { Command, PathEntry } from '../types.ts';
import { ENQUEUE } from './enqueue.ts';
import { arrayParameter, type Statement } from './pipeline.ts';
import { TABLES, type TableShape } from './tables.ts';
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
}

const OWNER = { case_id: 'uuid', instance_no: 'integer' };
const HEADER: Record<Exclude<keyof HeaderRow, 'started_at'>, string> = {
  state: 'text',
  outcome: 'text',
  ended_at: 'timestamptz',
  step: 'bigint',
  next_token: 'integer',
  activations: 'integer',
  definition_id: 'text',
};
const NEW_HEADER = { ...OWNER, ...HEADER, started_at: 'timestamptz' };
const EVENT: Record<keyof EventRow, string> = {
  at: 'timestamptz',
  step: 'bigint',
  command_id: 'text',
  type: 'text',
  result: 'text',
  code: 'text',
  state: 'text',
  actor: 'text',
  path: 'jsonb',
  data: 'jsonb',
};

/** Tables whose rows also come and go without the lock of the instance. */
const SHARED = new Set(['inbox', 'incident']);

const INSERT_INSTANCE = insertion('instance', NEW_HEADER);
const UPDATE_INSTANCE = `update engine.instance t set ${Object.keys(HEADER)
  .map((column) => `${column} = r.${column}`)
  .join(
    ', ',
  )} from ${recordset({ ...OWNER, ...HEADER })} where t.case_id = r.case_id and t.instance_no = r.instance_no and t.state = 'active'`;
const INSERT_EVENT = insertion('event', { ...OWNER, ...EVENT });
const NUMBERS = new Map<string, number>();
const STATEMENTS = TABLES.map((table) => ({ table, remove: removal(table), add: addition(table), change: update(table) }));

for (const text of [
  INSERT_INSTANCE,
  UPDATE_INSTANCE,
  ...STATEMENTS.flatMap(({ remove, add, change }) => [remove, add, change]),
  INSERT_EVENT,
]) {
  // Some tables are added to and changed by one text: a number given twice would send the rows of one table to another.
  if (!NUMBERS.has(text)) NUMBERS.set(text, NUMBERS.size);
}

/**
 * Statements that write the steps of different cases: in fact one, with a part for each table and kind of change, whatever the number of
 * steps. In the order of the cases, so that two nodes that begin the same ones at the same moment wait for each other in one direction only.
 */
export function writeSteps(unordered: readonly StepWrite[]): Statement[] {
  if (unordered.length === 0) return [];
  const steps = [...unordered].sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  const parts: Part[] = [];
  const add = (text: string, rows: string[]): void => void (rows.length > 0 && parts.push({ text, rows: `[${rows.join(',')}]` }));
  const changed = steps.filter((step): step is StepWrite & { instance: Instance } => step.instance !== null);
  const headers = (isNew: boolean): string[] =>
    changed.filter((step) => step.isNew === isNew).map(({ instance }) => record(instance.caseId, instance.instanceNo, instance.header));
  // What an ended instance keeps moves to where ended ones lie, changed or not.
  for (const { instance } of changed) if (isOver(instance)) for (const scope of instance.scopes.all()) instance.scopes.put(scope);
  add(INSERT_INSTANCE, headers(true));
  add(UPDATE_INSTANCE, headers(false));
  for (const { table, remove, add: insert, change } of STATEMENTS) {
    const records = (pick: (rows: Rows<never>) => object[]): string[] =>
      changed.flatMap(({ instance }) => {
        const closed = table.name === 'variable' ? { closed: isOver(instance) } : null;
        return pick(table.rows(instance)).map((row) => record(instance.caseId, instance.instanceNo, closed ? { ...row, ...closed } : row));
      });
    const removed = records((rows) => rows.removed());
    const added = records((rows) => rows.changedIf(false));
    add(remove, removed);
    add(insert, added);
    const altered = records((rows) => rows.changedIf(true));
    add(change, altered);
  }
  const events = steps.map(({ caseId, event }) => record(caseId, 1, event));
  add(INSERT_EVENT, events);
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

/** A change of one table, with `$1` for its rows as JSON. */
interface Part {
  text: string;
  rows: string;
}

/** Statements that stay prepared on every connection; combinations beyond are sent part by part. */
const MOST_COMBINATIONS = 64;
const combinations = new Map<string, string>();

/** One statement of all parts, the last of which is that of the events. */
function together(parts: readonly Part[]): Statement[] {
  const values = parts.map(({ rows }) => rows);
  const key = parts.map(({ text }) => NUMBERS.get(text)).join(' ');
  let text = combinations.get(key);
  if (text === undefined && combinations.size < MOST_COMBINATIONS) {
    const numbered = parts.map(({ text }, index) => text.replace('$1', `$${index + 1}`));
    const events = numbered.pop()!;
    text = numbered.length === 0 ? events : `with ${numbered.map((part, index) => `part${index} as (${part})`).join(', ')} ${events}`;
    combinations.set(key, text);
  }
  if (text !== undefined) return [{ text, values }];
  return parts.map(({ text, rows }) => ({ text, values: [rows] }));
}

/** A row as JSON with the case in front. */
function record(caseId: string, instanceNo: number, row: object): string {
  return `{"case_id":"${caseId}","instance_no":${instanceNo},${JSON.stringify(row).slice(1)}`;
}

function owner(table: TableShape): Record<string, string> {
  return table.perInstance ? OWNER : { case_id: OWNER.case_id };
}

function removal(table: TableShape): string {
  const key = { ...owner(table), ...table.key };
  return `delete from engine.${table.name} t using ${recordset(key)} where ${matches(key)}${ofOpen(table)}`;
}

function matches(key: Record<string, string>): string {
  return Object.keys(key)
    .map((column) => `t.${column} = r.${column}`)
    .join(' and ');
}

function addition(table: TableShape): string {
  const key = { ...owner(table), ...table.key };
  const insert = insertion(table.name, { ...key, ...table.columns });
  if (!SHARED.has(table.name)) return insert;
  const set = Object.keys(table.columns).map((column) => `${column} = excluded.${column}`);
  return `${insert} on conflict (${Object.keys(key).join(', ')}) do update set ${set.join(', ')}`;
}

function update(table: TableShape): string {
  if (SHARED.has(table.name)) return addition(table);
  const key = { ...owner(table), ...table.key };
  return `update engine.${table.name} t set ${Object.keys(table.columns)
    .map((column) => `${column} = r.${column}`)
    .join(', ')} from ${recordset({ ...key, ...table.columns })} where ${matches(key)}${ofOpen(table)}`;
}

/** Names a partition, so that a prepared statement touches no other. */
function ofOpen(table: TableShape): string {
  return table.name === 'variable' ? ' and t.closed = false' : '';
}

function insertion(table: string, columns: Record<string, string>): string {
  const names = Object.keys(columns).join(', ');
  return `insert into engine.${table} (${names}) select ${names} from ${recordset(columns)}`;
}

function recordset(columns: Record<string, string>): string {
  const declared = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return `json_to_recordset($1::json) as r(${declared.join(', ')})`;
}
