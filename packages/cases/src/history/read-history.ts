import { createHmac, randomBytes } from 'node:crypto';
import type { PathEntry } from '@einwohnerportal/engine';
import type pg from 'pg';
import { iso } from '../case-view/view-case.ts';
import type { ModelElement } from '../operate/step-names.ts';
import type { HistoryCase, HistoryEvent, HistoryFilter, HistoryPiece, NamesReason } from './types.ts';

/** Cases and events are read in pages of this size, each in a statement of its own: memory stays the same, and no transaction stays open. */
const CASES = 200;
const EVENTS = 2000;

interface CaseRow {
  case_id: string;
  service: string;
  service_hash: string;
  authority: string;
  channel: string;
  submitted_on: string;
  closed_at: Date | null;
  outcome: string | null;
}

interface EventRow {
  case_id: string;
  at: Date;
  position: string;
  command_id: string;
  step: string | null;
  type: string;
  result: 'done' | 'rejected';
  code: string | null;
  state: string;
  actor: string | null;
  path: PathEntry[];
}

/**
 * The history of cases, oldest first, one piece after the other. Without a reason it holds nobody: ids are pseudonyms made with a key
 * that is forgotten at the end. With one the real ids and the names of each case come along, and every case records who took them and why.
 */
export async function* readHistory(pool: pg.Pool, filter: HistoryFilter, names: NamesReason | null = null): AsyncGenerator<HistoryPiece> {
  const key = randomBytes(32);
  const elements: ElementNames = new Map();
  const pseudonym = (id: string): string => createHmac('sha256', key).update(id).digest('hex').slice(0, 24);
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const cases = await readCases(pool, filter, last);
    const waiting = cases[Symbol.iterator]();
    let current: CaseRow | null = null;
    // Cases and events come in the same order; a case without events stands alone.
    async function* upTo(caseId: string | null): AsyncGenerator<HistoryPiece> {
      while (current?.case_id !== caseId) {
        const next = waiting.next();
        if (next.done) return;
        current = next.value;
        yield {
          case: {
            ...caseOf(current, names ? current.case_id : pseudonym(current.case_id)),
            ...(names && { names: await takeNames(pool, current.case_id, names) }),
          },
        };
      }
    }
    for await (const row of readEvents(pool, cases, elements)) {
      yield* upTo(row.case_id);
      yield { event: eventOf(row, elements) };
    }
    yield* upTo(null);
    if (cases.length < CASES) return;
    last = cases.at(-1)!.case_id;
  }
}

type ElementNames = Map<string, Map<string, string | null>>;

function caseOf(row: CaseRow, id: string): HistoryCase {
  return {
    id,
    service: row.service,
    version: row.service_hash,
    authority: row.authority,
    channel: row.channel,
    submittedOn: row.submitted_on,
    closedAt: row.closed_at ? iso(row.closed_at) : null,
    outcome: row.outcome,
  };
}

function eventOf(row: EventRow, elements: ElementNames): HistoryEvent {
  return {
    at: iso(row.at),
    step: row.step === null ? null : Number(row.step),
    type: row.type,
    result: row.result,
    code: row.code,
    state: row.state,
    by: row.actor?.startsWith('person:') ? 'person' : 'machine',
    path: row.path.map(({ element, processId, what, party = null }) => ({
      element,
      processId,
      name: elements.get(processId)?.get(element) ?? null,
      what,
      party,
    })),
  };
}

async function readCases(pool: pg.Pool, filter: HistoryFilter, after: string): Promise<CaseRow[]> {
  const { rows } = await pool.query<CaseRow>(
    `select case_id, service, service_hash, authority, channel, submitted_on::text, closed_at, outcome from cases.cases
     where case_id > $1 and ($2::text is null or service = $2) and ($3::text is null or authority = $3)
       and ($4::date is null or submitted_on >= $4) and ($5::date is null or submitted_on <= $5)
     order by case_id limit ${CASES}`,
    [after, filter.service, filter.authority, filter.from, filter.until],
  );
  return rows;
}

/** Events of these cases in their order; those without a step, which had no effect, come last of their case. */
async function* readEvents(pool: pg.Pool, cases: readonly CaseRow[], elements: ElementNames): AsyncGenerator<EventRow> {
  let at = { case_id: '00000000-0000-0000-0000-000000000000', position: '-1', command_id: '' };
  for (let open = cases.map((row) => row.case_id); open.length > 0;) {
    const { rows } = await pool.query<EventRow>(
      `select case_id, at, coalesce(step, 9223372036854775807) as position, command_id, step, type, result, code, state, actor, path from engine.event
       where case_id = any ($1) and (case_id, coalesce(step, 9223372036854775807), command_id) > ($2::uuid, $3::bigint, $4::text)
       order by case_id, coalesce(step, 9223372036854775807), command_id limit ${EVENTS}`,
      [open, at.case_id, at.position, at.command_id],
    );
    await learnElements(
      pool,
      rows.flatMap((row) => row.path.map((entry) => entry.processId)),
      elements,
    );
    yield* rows;
    if (rows.length < EVENTS) return;
    at = rows.at(-1)!;
    open = open.filter((id) => id >= at.case_id);
  }
}

/** Names of elements by process, from its newest definition. */
async function learnElements(pool: pg.Pool, processIds: string[], known: ElementNames): Promise<void> {
  const missing = [...new Set(processIds)].filter((id) => !known.has(id));
  if (missing.length === 0) return;
  const { rows } = await pool.query<{ process_id: string; elements: ModelElement[] }>(
    'select distinct on (process_id) process_id, elements from engine.definition where process_id = any ($1) order by process_id, deployed_at desc',
    [missing],
  );
  for (const id of missing) known.set(id, new Map());
  for (const row of rows) known.set(row.process_id, new Map(row.elements.map((element) => [element.id, element.name])));
}

/** Record first: names that left without a record are worse than a record without names. */
async function takeNames(pool: pg.Pool, caseId: string, { who, reason }: NamesReason): Promise<Record<string, unknown>> {
  await pool.query(
    `insert into cases.access_records (case_id, actor, actor_name, office, purpose, reason)
     select case_id, 'export:' || $2, $2, office, 'operations.purpose.export', $3 from cases.cases where case_id = $1`,
    [caseId, who, reason],
  );
  const { rows } = await pool.query<{ data: Record<string, unknown> }>(
    'select data from engine.variable where case_id = $1 and instance_no = 1 and scope_no = 0',
    [caseId],
  );
  return rows[0]?.data ?? {};
}
