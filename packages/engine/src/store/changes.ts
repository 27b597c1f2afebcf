import type { HeaderRow } from '../run/instance.ts';
import { TABLES, type TableShape } from './tables.ts';
import type { EventRow } from './write-step.ts';

type Columns = Readonly<Record<string, string>>;

/** The text of a change. @param at the parameter of a column, with its type. */
export type ChangeText = (at: (column: string) => string) => string;

/** How a text names a column of the rows that are given, and where these come from: nowhere where there is one, of parameters. */
interface Naming {
  at: (column: string) => string;
  from: string;
}

/** A change of one table: of any number of rows, each column an array, and of one row, which costs the server less. */
export interface Change {
  /** Tells it from all others; those of the same text are the same change. */
  readonly number: number;
  readonly many: ChangeText;
  readonly one: ChangeText;
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

/**
 * Some tables are added to and changed by one text: it is one change, else rows of one table would be sent to another. The number of the
 * instance is always the same and no parameter.
 */
function change(columns: Columns, text: (naming: Naming) => string, counted = false): Change {
  const { instance_no: _, ...given } = columns;
  const single = (at: (column: string) => string): Naming => ({ at: (column) => (column === 'instance_no' ? '1' : at(column)), from: '' });
  const plain = text(single((column) => column));
  let known = all.get(plain);
  if (!known) {
    const many: ChangeText = (at) => text({ at: (column) => `r.${column}`, from: rowsOf(given, at) });
    all.set(plain, (known = { number: all.size, many, one: (at) => text(single(at)), columns: given, counted }));
  }
  return known;
}

/**
 * Rows of arrays, one for each column, that are gone through side by side. In the list of what is selected: the same after `from` makes
 * a table of each array first, and `json_to_recordset` costs the server twice as much (8 tokens: 110 instead of 55 µs).
 *
 * Plans are kept, and one that was made while a table was small must still look up each row by its key when the table is large. So the number
 * of the instance comes with the rows: a constant would be a condition by which to read the whole index, and compare all of it with each
 * row (287 of 24,600 tokens: 548 ms). The limit limits nothing, but makes the server expect one row, for which no other way looks cheaper.
 */
function rowsOf(columns: Columns, at: (column: string) => string): string {
  const names = Object.keys(columns);
  const listed = names.map((column) => `unnest(${at(column)}) as ${column}`).join(', ');
  return `(select ${listed}, 1 as instance_no limit cardinality(${at(names[0]!)})) as r`;
}

export const INSERT_INSTANCE = insertion('instance', { ...OWNER, ...HEADER, started_at: 'timestamptz' });
export const UPDATE_INSTANCE = updateOf(
  'instance',
  OWNER,
  HEADER,
  ({ at }) => ` and t.state = 'active' and t.step = ${at('step')} - 1 returning 1 as kept`,
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
  const more = isJob ? ' returning 1 as kept' : ofOpen(table);
  return change(
    columns,
    ({ at, from }) => `delete from engine.${table.name} t${from && ` using ${from}`} where ${matches(columns, at)}${more}`,
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
  return change(columns, ({ at, from }) => `${into} select ${names.map(at).join(', ')}${from && ` from ${from}`}${more}`);
}

function updateOf(table: string, key: Columns, changed: Columns, more: (naming: Naming) => string, counted = false): Change {
  return change(
    { ...key, ...changed },
    (naming) => {
      const { at, from } = naming;
      const set = Object.keys(changed).map((column) => `${column} = ${at(column)}`);
      return `update engine.${table} t set ${set.join(', ')}${from && ` from ${from}`} where ${matches(key, at)}${more(naming)}`;
    },
    counted,
  );
}

function matches(columns: Columns, at: Naming['at']): string {
  return Object.keys(columns)
    .map((column) => `t.${column} = ${at(column)}`)
    .join(' and ');
}
