import type pg from 'pg';
import type { HeaderRow, InstanceRows, ScopeRow } from '../../src/run/instance.ts';
import { loadWaiting, readLoaded } from '../../src/store/load-instance.ts';
import type { Row } from '../../src/store/pipeline.ts';
import { onConnection, Transaction } from '../../src/transaction.ts';
import { noRows } from './memory-case.ts';
import type { CommandOutcome } from '../../src/types.ts';

/** What the history has of one command. */
export interface StoredEvent {
  id: string;
  step: number | null;
  type: string;
  at: string;
  outcome: CommandOutcome;
}

/** A case as the database has it, read as the engine itself reads it; of one that has ended its header and names. */
export async function readStored(pool: pg.Pool, caseId: string): Promise<{ header: HeaderRow | null; rows: InstanceRows }> {
  const { header, rows } = await onConnection(pool, async (client) => {
    const wanted = { caseId, commandId: '' };
    const [, [row]] = (await new Transaction(client).send(loadWaiting(wanted))) as [unknown, [Row]];
    await client.query('rollback');
    return readLoaded(row, [wanted]).get(caseId)!;
  });
  if (header) return { header, rows: { ...noRows(), ...rows } };
  const found = await pool.query<HeaderRow & Record<'started_at' | 'ended_at', Date | null>>(
    `select definition_id, state, outcome, started_at, ended_at, step::integer as step, next_token, activations from engine.instance where case_id = $1`,
    [caseId],
  );
  if (found.rows.length > 1) throw new Error(`expected one instance of a case, got ${found.rows.length}`);
  const [ended] = found.rows;
  const names = await pool.query<ScopeRow>('select scope_no, data, visits from engine.variable where case_id = $1', [caseId]);
  const iso = (at: unknown): string => (at as Date).toISOString();
  const closed = ended && { ...ended, started_at: iso(ended.started_at), ended_at: iso(ended.ended_at) };
  return { header: (closed as HeaderRow | undefined) ?? null, rows: { ...noRows(), ...rows, scopes: names.rows } };
}

/** Its history, effects in the order of their steps, commands without effect behind. */
export async function readEvents(pool: pg.Pool, caseId: string): Promise<StoredEvent[]> {
  const { rows } = await pool.query<{
    command_id: string;
    step: string | null;
    type: string;
    at: Date;
    result: string;
    code: string;
    state: string;
  }>('select command_id, step, type, at, result, code, state from engine.event where case_id = $1 order by step nulls last', [caseId]);
  return rows.map(({ command_id, step, type, at, result, code, state }) => ({
    id: command_id,
    step: step === null ? null : Number(step),
    type,
    at: at.toISOString(),
    outcome: { result, code, state } as CommandOutcome,
  }));
}

/** Rows in an order of their own, without what changes outside of steps: whether a timer's command is in the queue. */
export function comparable(header: HeaderRow | null, rows: InstanceRows): unknown {
  const sorted = Object.entries(rows)
    .filter(([, list]) => Array.isArray(list))
    .map(([name, list]) => {
      const texts = (list as object[]).map((row) => stable({ ...row, ...('queued' in row ? { queued: false } : {}) })).sort();
      return [name, texts] as const;
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { header: header && stable(header), rows: Object.fromEntries(sorted) };
}

/** JSON whose names are sorted. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
