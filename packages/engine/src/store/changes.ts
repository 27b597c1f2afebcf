import type { HeaderRow } from '../run/instance.ts';
import { TABLES, type TableShape } from './tables.ts';
import type { EventRow } from './write-step.ts';

type Columns = Readonly<Record<string, string>>;

/** A change of one table: of any number of rows given as JSON in `$1`, and of one row given as parameters, which costs the server less. */
export interface Change {
  /** Tells it from all others; those of the same text are the same change. */
  readonly number: number;
  readonly many: string;
  /** @param at the parameter of a column, with its type. */
  readonly one: (at: (column: string) => string) => string;
  /** What a row of it gives, in the order of the parameters. */
  readonly columns: Columns;
  /** What nobody else may have changed: the instance, by its step, and a job that goes, by its fence. */
  readonly counted: boolean;
}

const OWNER: Columns = { case_id: 'uuid', instance_no: 'integer' };
const HEADER: Record<Exclude<keyof HeaderRow, 'started_at'>, string> = {
  state: 'text',
  outcome: 'text',
  ended_at: 'timestamptz',
  step: 'bigint',
  next_token: 'integer',
  activations: 'integer',
  definition_id: 'text',
};
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

const all = new Map<string, Change>();

/** Some tables are added to and changed by one text: it is one change, else rows of one table would be sent to another. */
function change(many: string, columns: Columns, one: Change['one'], counted = false): Change {
  let known = all.get(many);
  if (!known) all.set(many, (known = { number: all.size, many, one, columns, counted }));
  return known;
}

export const INSERT_INSTANCE = insertion('instance', { ...OWNER, ...HEADER, started_at: 'timestamptz' });
export const UPDATE_INSTANCE = updateOf(
  'instance',
  OWNER,
  HEADER,
  (step) => ` and t.state = 'active' and t.step = ${step('step')} - 1 returning 1`,
  true,
);
export const INSERT_EVENT = insertion('event', { ...OWNER, ...EVENT });

/** The changes of each table whose rows a step writes. */
export const CHANGES = TABLES.map((table) => ({ table, remove: removal(table), add: addition(table), alter: update(table) }));

function owner(table: TableShape): Columns {
  return table.perInstance ? OWNER : { case_id: OWNER['case_id']! };
}

function removal(table: TableShape): Change {
  const key = { ...owner(table), ...table.key };
  const isJob = table.name === 'job';
  // A lease is given without the lock of the instance.
  const columns: Columns = isJob ? { ...key, fence: 'integer' } : key;
  const more = isJob ? ' returning 1' : ofOpen(table);
  return change(
    `delete from engine.${table.name} t using ${recordset(columns)} where ${matches(columns, (name) => `r.${name}`)}${more}`,
    columns,
    (at) => `delete from engine.${table.name} t where ${matches(columns, at)}${more}`,
    isJob,
  );
}

function addition(table: TableShape): Change {
  const key = { ...owner(table), ...table.key };
  const columns = { ...key, ...table.columns };
  if (!SHARED.has(table.name)) return insertion(table.name, columns);
  const set = Object.keys(table.columns).map((column) => `${column} = excluded.${column}`);
  return insertion(table.name, columns, ` on conflict (${Object.keys(key).join(', ')}) do update set ${set.join(', ')}`);
}

function update(table: TableShape): Change {
  if (SHARED.has(table.name)) return addition(table);
  return updateOf(table.name, { ...owner(table), ...table.key }, table.columns, () => ofOpen(table));
}

/** Names a partition, so that a prepared statement touches no other. */
function ofOpen(table: TableShape): string {
  return table.name === 'variable' ? ' and t.closed = false' : '';
}

function insertion(table: string, columns: Columns, more = ''): Change {
  const names = Object.keys(columns);
  const into = `insert into engine.${table} (${names.join(', ')})`;
  return change(
    `${into} select ${names.join(', ')} from ${recordset(columns)}${more}`,
    columns,
    (at) => `${into} select ${names.map(at).join(', ')}${more}`,
  );
}

function updateOf(
  table: string,
  key: Columns,
  changed: Columns,
  more: (at: (column: string) => string) => string,
  counted = false,
): Change {
  const columns = { ...key, ...changed };
  const text = (at: (column: string) => string, from: string): string => {
    const set = Object.keys(changed).map((column) => `${column} = ${at(column)}`);
    return `update engine.${table} t set ${set.join(', ')}${from} where ${matches(key, at)}${more(at)}`;
  };
  return change(
    text((column) => `r.${column}`, ` from ${recordset(columns)}`),
    columns,
    (at) => text(at, ''),
    counted,
  );
}

function matches(key: Columns, at: (column: string) => string): string {
  return Object.keys(key)
    .map((column) => `t.${column} = ${at(column)}`)
    .join(' and ');
}

function recordset(columns: Columns): string {
  const declared = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return `json_to_recordset($1::json) as r(${declared.join(', ')})`;
}
