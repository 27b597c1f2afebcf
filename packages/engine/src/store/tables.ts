import type { Instance } from '../run/instance.ts';
import type { Rows } from '../run/rows.ts';

/** A table of an instance: how its rows are written. Column types are those of sql/. */
export interface TableShape {
  name: string;
  /** Whether instance_no is part of the key. */
  perInstance: boolean;
  key: Record<string, string>;
  columns: Record<string, string>;
  rows(instance: Instance): Rows<never>;
}

const TOKEN = { token_no: 'integer' };
const shape = (
  name: string,
  key: Record<string, string>,
  columns: Record<string, string>,
  rows: (instance: Instance) => unknown,
  perInstance = true,
): TableShape => ({
  name,
  perInstance,
  key,
  columns,
  rows: rows as TableShape['rows'],
});

/** Every table whose rows a step reads and writes as a whole. */
export const TABLES: readonly TableShape[] = [
  shape(
    'token',
    TOKEN,
    {
      entered_at: 'timestamptz',
      parent_no: 'integer',
      visit: 'integer',
      definition_id: 'text',
      element: 'text',
      state: 'text',
      path: 'text',
      party: 'text',
      part: 'text',
      via: 'text',
      properties: 'jsonb',
      data: 'jsonb',
    },
    (instance) => instance.tokens,
  ),
  shape('variable', { scope_no: 'integer' }, { data: 'jsonb', visits: 'jsonb', closed: 'boolean' }, (instance) => instance.scopes),
  shape(
    'job',
    TOKEN,
    {
      due_at: 'timestamptz',
      created_at: 'timestamptz',
      lease_until: 'timestamptz',
      wait_until: 'timestamptz',
      fence: 'integer',
      attempts: 'integer',
      retries: 'integer',
      state: 'text',
      kind: 'text',
      holder: 'text',
      last_code: 'text',
      idempotency_key: 'text',
      inputs: 'jsonb',
      info: 'jsonb',
      data: 'jsonb',
    },
    (instance) => instance.jobs,
  ),
  shape(
    'user_task',
    TOKEN,
    {
      created_at: 'timestamptz',
      due_at: 'timestamptz',
      follow_up: 'timestamptz',
      priority: 'integer',
      fence: 'integer',
      retries: 'integer',
      kind: 'text',
      element: 'text',
      process_id: 'text',
      group_id: 'text',
      role: 'text',
      form: 'text',
      capability: 'text',
      assignee_id: 'text',
      party: 'text',
      candidates: 'jsonb',
      inputs: 'jsonb',
      properties: 'jsonb',
    },
    (instance) => instance.userTasks,
  ),
  shape(
    'timer',
    { ...TOKEN, element: 'text' },
    { due_at: 'timestamptz', queued: 'boolean', cycle: 'text', rounds: 'integer' },
    (instance) => instance.timers,
  ),
  shape('subscription', { ...TOKEN, element: 'text' }, { kind: 'text', name: 'text', key: 'text' }, (instance) => instance.subscriptions),
  shape(
    'inbox',
    { name: 'text', key: 'text', message_id: 'text' },
    { received_at: 'timestamptz', expires_at: 'timestamptz', variables: 'jsonb' },
    (instance) => instance.inbox,
    false,
  ),
  shape(
    'incident',
    TOKEN,
    { created_at: 'timestamptz', element: 'text', code: 'text', message: 'text', phase: 'text', detail: 'jsonb' },
    (instance) => instance.incidents,
  ),
  shape(
    'compensation',
    TOKEN,
    { seq: 'integer', scope_no: 'integer', definition_id: 'text', element: 'text', handler: 'text', data: 'jsonb' },
    (instance) => instance.compensations,
  ),
];
