import type { HeaderRow, Instance } from '../run/instance.ts';
import type { Command, PathEntry, Variables } from '../types.ts';
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
  /** Parked commands of the case may be tried again. */
  unpark: boolean;
  /** Signals thrown, for other cases. */
  signals: readonly { name: string; variables: Variables }[];
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

const INSERT_INSTANCE = insertion('instance', NEW_HEADER);
const UPDATE_INSTANCE = `update engine.instance t set ${Object.keys(HEADER)
  .map((column) => `${column} = r.${column}`)
  .join(', ')} from ${recordset({ ...OWNER, ...HEADER })} where t.case_id = r.case_id and t.instance_no = r.instance_no`;
const INSERT_EVENT = insertion('event', { ...OWNER, ...EVENT });
const STATEMENTS = TABLES.map((table) => ({ table, remove: removal(table), upsert: upsert(table) }));

/**
 * Statements that write the steps of different cases: one per table, whatever the number of steps. In the order of the cases, so that two
 * nodes that begin the same ones at the same moment wait for each other in one direction only.
 */
export function writeSteps(unordered: readonly StepWrite[]): Statement[] {
  const steps = [...unordered].sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  const statements: Statement[] = [];
  const add = (text: string, rows: string[]): void => void (rows.length > 0 && statements.push({ text, values: [`[${rows.join(',')}]`] }));
  const changed = steps.filter((step): step is StepWrite & { instance: Instance } => step.instance !== null);
  const headers = (isNew: boolean): string[] =>
    changed.filter((step) => step.isNew === isNew).map(({ instance }) => record(instance.caseId, instance.instanceNo, instance.header));
  add(INSERT_INSTANCE, headers(true));
  add(UPDATE_INSTANCE, headers(false));
  for (const { table, remove, upsert } of STATEMENTS) {
    const rows = changed.map(({ instance }) => ({ instance, rows: table.rows(instance) }));
    const records = (which: 'removed' | 'changed'): string[] =>
      rows.flatMap(({ instance, rows }) => rows[which]().map((row) => record(instance.caseId, instance.instanceNo, row)));
    add(remove, records('removed'));
    add(upsert, records('changed'));
  }
  add(
    INSERT_EVENT,
    steps.map(({ caseId, event }) => record(caseId, 1, event)),
  );
  for (const { caseId, event, unfinished, unpark } of steps) {
    if (unfinished)
      statements.push({
        text: ENQUEUE,
        values: [caseId, `continue:${event.step}`, null, null, JSON.stringify({ type: 'continue' } satisfies Command)],
      });
    if (unpark) statements.push({ text: UNPARK, values: [arrayParameter([caseId])] });
  }
  return statements;
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
  const on = Object.keys(key)
    .map((column) => `t.${column} = r.${column}`)
    .join(' and ');
  return `delete from engine.${table.name} t using ${recordset(key)} where ${on}`;
}

function upsert(table: TableShape): string {
  const key = { ...owner(table), ...table.key };
  return `${insertion(table.name, { ...key, ...table.columns })}
    on conflict (${Object.keys(key).join(', ')}) do update set
    ${Object.keys(table.columns)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`;
}

function insertion(table: string, columns: Record<string, string>): string {
  const names = Object.keys(columns).join(', ');
  return `insert into engine.${table} (${names}) select ${names} from ${recordset(columns)}`;
}

function recordset(columns: Record<string, string>): string {
  const declared = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return `json_to_recordset($1::json) as r(${declared.join(', ')})`;
}
