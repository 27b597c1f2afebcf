import type pg from 'pg';
import { Rejection } from '../run/failure.ts';
import type { Instance } from '../run/instance.ts';
import { TABLES, type TableShape } from './tables.ts';

/** Longest names of one scope in characters of JSON; files stand there by reference. */
const LONGEST_SCOPE = 1_000_000;

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
  path: unknown;
  data: unknown;
}

/** Writes all changes of a step and its event in one statement. @throws Rejection `variables-too-large` */
export async function writeStep(client: pg.PoolClient, instance: Instance, event: EventRow): Promise<void> {
  for (const scope of instance.scopes.changed()) {
    if (JSON.stringify(scope.data).length > LONGEST_SCOPE) throw new Rejection('variables-too-large');
  }
  const { header } = instance;
  const values: unknown[] = [
    instance.caseId,
    instance.instanceNo,
    header.state,
    header.outcome,
    header.ended_at,
    header.step,
    header.next_token,
    header.activations,
    header.definition_id,
  ];
  const parts = [
    `update engine.instance set state = $3, outcome = $4, ended_at = $5, step = $6, next_token = $7, activations = $8, definition_id = $9
     where case_id = $1 and instance_no = $2 returning 1`,
  ];
  for (const table of TABLES) {
    const rows = table.rows(instance);
    const removed = rows.removed();
    const changed = rows.changed();
    if (removed.length > 0) parts.push(removal(table, values.push(JSON.stringify(removed))));
    if (changed.length > 0) parts.push(upsert(table, values.push(JSON.stringify(changed))));
  }
  const position = values.length;
  values.push(...eventValues(event));
  const text = `with ${parts.map((part, index) => `w${index} as (${part})`).join(', ')} ${eventInsert(position)}`;
  await client.query({ name: statementName(text), text, values });
}

const statementNames = new Map<string, string>();

/** A few combinations of tables are usual: each is prepared once per connection. */
function statementName(text: string): string {
  const name = statementNames.get(text) ?? `engine-write-${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

/** Records a command that had no effect. */
export async function writeRejection(client: pg.PoolClient, caseId: string, event: EventRow): Promise<void> {
  await client.query(eventInsert(2), [caseId, 1, ...eventValues(event)]);
}

function eventInsert(position: number): string {
  const columns = ['at', 'step', 'command_id', 'type', 'result', 'code', 'state', 'actor', 'path', 'data'];
  return `insert into engine.event (case_id, instance_no, ${columns.join(', ')})
    values ($1, $2, ${columns.map((_, index) => `$${position + index + 1}`).join(', ')})`;
}

function eventValues(event: EventRow): unknown[] {
  return [
    event.at,
    event.step,
    event.command_id,
    event.type,
    event.result,
    event.code,
    event.state,
    event.actor,
    JSON.stringify(event.path),
    JSON.stringify(event.data),
  ];
}

function removal(table: TableShape, parameter: number): string {
  const on = Object.keys(table.key)
    .map((column) => `t.${column} = r.${column}`)
    .join(' and ');
  return `delete from engine.${table.name} t using jsonb_to_recordset($${parameter}::jsonb) as r(${declare(table.key)})
    where t.case_id = $1${table.perInstance ? ' and t.instance_no = $2' : ''} and ${on} returning 1`;
}

function upsert(table: TableShape, parameter: number): string {
  const all = { ...table.key, ...table.columns };
  const columns = Object.keys(all).join(', ');
  const owner = table.perInstance ? 'case_id, instance_no' : 'case_id';
  return `insert into engine.${table.name} (${owner}, ${columns})
    select $1, ${table.perInstance ? '$2, ' : ''}${columns} from jsonb_to_recordset($${parameter}::jsonb) as r(${declare(all)})
    on conflict (${owner}, ${Object.keys(table.key).join(', ')}) do update set
    ${Object.keys(table.columns)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')} returning 1`;
}

function declare(columns: Record<string, string>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
}
