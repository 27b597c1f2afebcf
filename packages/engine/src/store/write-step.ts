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
  /** Decided on rows that this node had kept. */
  unlocked?: boolean;
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
  .join(', ')} from ${recordset({ ...OWNER, ...HEADER })}
  where t.case_id = r.case_id and t.instance_no = r.instance_no and t.state = 'active' and t.step = r.step - 1 returning 1`;
const INSERT_EVENT = insertion('event', { ...OWNER, ...EVENT });
const NUMBERS = new Map<string, number>();
const STATEMENTS = TABLES.map((table) => ({ table, remove: removal(table), add: addition(table), change: update(table) }));
/** What nobody else may have changed: the instance, by its step, and a job that goes, by its fence. */
const COUNTED = new Set([UPDATE_INSTANCE, ...STATEMENTS.filter(({ table }) => table.name === 'job').map(({ remove }) => remove)]);

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
 * It fails (`CHANGED`) where an instance has another step, a job another fence, than the rows that the steps were decided on.
 */
export function writeSteps(unordered: readonly StepWrite[]): Statement[] {
  if (unordered.length === 0) return [];
  const steps = [...unordered].sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  const parts: Part[] = [];
  const add = (text: string, rows: string[]): void =>
    void (rows.length > 0 && parts.push({ text, rows: `[${rows.join(',')}]`, count: COUNTED.has(text) ? rows.length : 0 }));
  const changed = steps.filter((step): step is StepWrite & { instance: Instance } => step.instance !== null);
  const headers = (isNew: boolean): string[] =>
    changed.filter((step) => step.isNew === isNew).map(({ instance }) => record(instance.caseId, instance.instanceNo, instance.header));
  // What an ended instance keeps moves to where ended ones lie, changed or not.
  for (const { instance } of changed) if (isOver(instance)) for (const scope of instance.scopes.all()) instance.scopes.put(scope);
  add(INSERT_INSTANCE, headers(true));
  add(UPDATE_INSTANCE, headers(false));
  for (const { table, remove, add: insert, change } of STATEMENTS) {
    const [removed, added, altered]: string[][] = [[], [], []];
    for (const { instance } of changed) {
      const rows = table.rows(instance) as unknown as Rows<object>;
      if (!rows.touched) continue;
      const { caseId, instanceNo } = instance;
      const closed = table.name === 'variable' ? { closed: isOver(instance) } : null;
      const whole = (row: object): string => record(caseId, instanceNo, closed ? { ...row, ...closed } : row);
      for (const row of rows.removed()) removed!.push(record(caseId, instanceNo, keyOf(table, row)));
      for (const row of rows.changedIf(false)) added!.push(whole(row));
      for (const row of rows.changedIf(true)) altered!.push(whole(row));
    }
    add(remove, removed!);
    add(insert, added!);
    add(change, altered!);
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

/** A change of one table, with `$1` for its rows as JSON, and how many rows it has to change; 0 where nobody counts. */
interface Part {
  text: string;
  rows: string;
  count: number;
}

/** Code of a write that met an instance or job that has changed since its rows were read (a division by zero, on purpose). */
export const CHANGED = '22012';
const unless = (condition: string): string => `1 / (${condition})::integer = 1`;

/** Statements that stay prepared on every connection; combinations beyond are sent part by part. */
const MOST_COMBINATIONS = 64;
const combinations = new Map<string, string>();

/** One statement of all parts, the last of which is that of the events; it also counts. */
function together(parts: readonly Part[]): Statement[] {
  const values = parts.map(({ rows }) => rows);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const key = parts.map(({ text }) => NUMBERS.get(text)).join(' ');
  let text = combinations.get(key);
  if (text === undefined && combinations.size < MOST_COMBINATIONS) combinations.set(key, (text = combine(parts)));
  if (text !== undefined) return [{ silent: true, text, values: count > 0 ? [...values, String(count)] : values }];
  return parts.map(({ text, rows, count }) =>
    count > 0 ? { text: counted(text), values: [rows, String(count)] } : { text, values: [rows] },
  );
}

function combine(parts: readonly Part[]): string {
  const numbered = parts.map(({ text }, index) => text.replace('$1', `$${index + 1}`));
  const events = numbered.pop()!;
  if (numbered.length === 0) return events;
  const sums = parts.flatMap(({ count }, index) => (count > 0 ? [`(select count(*) from part${index})`] : []));
  const check = `${sums.join(' + ')} = $${parts.length + 1}::bigint`;
  const before = numbered.map((part, index) => `part${index} as (${part})`).join(', ');
  return `with ${before} ${events}${sums.length > 0 ? ` where ${unless(check)}` : ''}`;
}

function counted(text: string): string {
  return `with part as (${text}) select ${unless('(select count(*) from part) = $2::bigint')}`;
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
  if (table.name !== 'job') return `delete from engine.${table.name} t using ${recordset(key)} where ${matches(key)}${ofOpen(table)}`;
  // A lease is given without the lock of the instance.
  const fenced = { ...key, fence: 'integer' };
  return `delete from engine.job t using ${recordset(fenced)} where ${matches(fenced)} returning 1`;
}

function keyOf({ name, key }: TableShape, row: object): object {
  const of = row as Record<string, unknown>;
  const keys: Record<string, unknown> = {};
  for (const column in key) keys[column] = of[column];
  if (name === 'job') keys['fence'] = of['fence'];
  return keys;
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
