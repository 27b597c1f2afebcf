import type pg from 'pg';
import type { HeaderRow, InstanceRows, ScopeRow } from '../../src/run/instance.ts';
import { loadWaiting, readLoaded } from '../../src/store/load-instance.ts';
import { arrayParameter, type Row } from '../../src/store/pipeline.ts';
import { onConnection, Transaction } from '../../src/transaction.ts';
import { noRows, type Stored } from './memory-case.ts';
import type { CommandOutcome } from '../../src/types.ts';

/** What the history has of one command. */
export interface StoredEvent {
  id: string;
  step: number | null;
  type: string;
  at: string;
  outcome: CommandOutcome;
}

/** Cases as the database has them, read as the engine itself reads them; of those that have ended header and names. */
export async function readStored(pool: pg.Pool, caseIds: readonly string[]): Promise<Map<string, Stored>> {
  const wanted = caseIds.map((caseId) => ({ caseId, commandId: '' }));
  const values = [arrayParameter(caseIds)];
  const loaded = await onConnection(pool, async (client) => {
    const statements = loadWaiting(wanted[0]!).map((statement) => ({ ...statement, values }));
    const [, [row]] = (await new Transaction(client).send(statements)) as [unknown, [Row]];
    await client.query('rollback');
    return readLoaded(row, wanted);
  });
  const ended = caseIds.filter((caseId) => !loaded.get(caseId)!.header);
  const closed = ended.length > 0 ? await readEnded(pool, ended) : new Map<string, Stored>();
  return new Map(
    caseIds.map((caseId) => {
      const { header, rows } = loaded.get(caseId)!;
      const over = closed.get(caseId);
      return [
        caseId,
        { header: header ?? over?.header ?? null, rows: { ...noRows(), ...rows, ...(over ? { scopes: over.rows.scopes } : {}) } },
      ];
    }),
  );
}

async function readEnded(pool: pg.Pool, caseIds: readonly string[]): Promise<Map<string, Stored>> {
  const headers = await pool.query<HeaderRow & { case_id: string } & Record<'started_at' | 'ended_at', Date | null>>(
    `select case_id, definition_id, state, outcome, started_at, ended_at, step::integer as step, next_token, activations
     from engine.instance where case_id = any($1::uuid[])`,
    [caseIds],
  );
  const names = await pool.query<ScopeRow & { case_id: string }>(
    'select case_id, scope_no, data, visits from engine.variable where case_id = any($1::uuid[])',
    [caseIds],
  );
  const iso = (at: unknown): string => (at as Date).toISOString();
  const ended = new Map(
    headers.rows.map(({ case_id, started_at, ended_at, ...header }) => {
      const scopes = names.rows.flatMap(({ case_id: of, ...names }) => (of === case_id ? [names] : []));
      return [
        case_id,
        { header: { ...header, started_at: iso(started_at), ended_at: iso(ended_at) } as HeaderRow, rows: { ...noRows(), scopes } },
      ];
    }),
  );
  if (ended.size < headers.rows.length) throw new Error(`expected one instance of a case, got ${headers.rows.length} of ${ended.size}`);
  return ended;
}

/** Their histories, effects in the order of their steps, commands without effect behind. */
export async function readEvents(pool: pg.Pool, caseIds: readonly string[]): Promise<Map<string, StoredEvent[]>> {
  const { rows } = await pool.query<{
    case_id: string;
    command_id: string;
    step: string | null;
    type: string;
    at: Date;
    result: string;
    code: string;
    state: string;
  }>(
    'select case_id, command_id, step, type, at, result, code, state from engine.event where case_id = any($1::uuid[]) order by step nulls last',
    [caseIds],
  );
  const events = new Map<string, StoredEvent[]>(caseIds.map((caseId) => [caseId, []]));
  for (const { case_id, command_id, step, type, at, result, code, state } of rows) {
    events.get(case_id)!.push({
      id: command_id,
      step: step === null ? null : Number(step),
      type,
      at: at.toISOString(),
      outcome: { result, code, state } as CommandOutcome,
    });
  }
  return events;
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
