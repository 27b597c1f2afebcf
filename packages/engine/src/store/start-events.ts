import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { CompiledElement, Definition, ModelExpression } from '../model/compiled.ts';
import { followingRound, readCycle, timerInstant } from '../run/timer-instant.ts';
import { processStarts } from '../model/starts.ts';
import type { Beginning, EngineOptions, OpenCase, Queryable, Variables } from '../types.ts';
import type { Definitions } from './definitions.ts';
import { inTransaction } from '../transaction.ts';
import { enqueueCommand } from './enqueue.ts';
import { PLAN_FREELY } from './pipeline.ts';

/** What beginning cases needs of a node. */
type Begins = Pick<EngineOptions, 'beginCases'>;

interface StartRow {
  process_id: string;
  element: string;
  definition_id: string;
  due_at: Date;
  cycle: string | null;
  rounds: number | null;
}

/** Makes the start events of a definition those of its process. @throws EngineError `definition-unknown`, StepFailure `timer-invalid` */
export async function openStarts(
  client: Queryable,
  node: { definitions: Definitions; zone: string },
  definitionId: string,
  clock: string | null,
): Promise<void> {
  const definition = (await node.definitions.closure(client, definitionId)).get(definitionId)!;
  const { rows } = await client.query('select now()');
  const now = clock ?? (rows[0] as { now: Date }).now.toISOString();
  const events = processStarts(definition).flatMap((element) => startEvent(definition, element, now, node.zone));
  await client.query(
    `with given as (select * from jsonb_to_recordset($2::jsonb) as g(element text, kind text, name text, due_at timestamptz, cycle text, rounds integer)),
     gone as (delete from engine.start_event where process_id = $1 and element not in (select element from given))
     insert into engine.start_event (process_id, definition_id, element, kind, name, due_at, cycle, rounds)
     select $1, $3, element, kind, name, due_at, cycle, rounds from given
     on conflict (process_id, element) do update set definition_id = excluded.definition_id, kind = excluded.kind, name = excluded.name,
       due_at = excluded.due_at, cycle = excluded.cycle, rounds = excluded.rounds
     where start_event.definition_id <> excluded.definition_id`,
    [definition.processId, JSON.stringify(events), definitionId],
  );
}

function startEvent(definition: Definition, element: CompiledElement, now: string, zone: string): object[] {
  const base = { element: element.id, name: '', due_at: null, cycle: null, rounds: null };
  const { message, signal, timer, value, condition } = (element.details ?? {}) as Partial<
    Record<'message' | 'signal' | 'value' | 'condition', ModelExpression>
  > & { timer?: string };
  if (message) return [{ ...base, kind: 'message', name: constantOf(message, zone, now) }];
  if (signal) return [{ ...base, kind: 'signal', name: constantOf(signal, zone, now) }];
  if (condition) return [{ ...base, kind: 'condition' }];
  if (!timer || !value) return [];
  const text = constantOf(value, zone, now);
  const times =
    timer === 'cycle' ? readCycle(text, now, zone) : { due_at: timerInstant(timer as 'date', text, now, zone), cycle: null, rounds: 1 };
  return times.rounds === 0 ? [] : [{ ...base, kind: 'timer', ...times }];
}

/** Nobody's names are there before a case begins: FEEL is evaluated over none. */
function constantOf(expression: ModelExpression, zone: string, now: string): unknown {
  return expression.constant ?? expression.evaluate({}, { now, zone }).value;
}

/**
 * A message that belongs to no case yet: the case that waits for it under the key gets it, else every open message start event of its name
 * begins cases. @returns the ids of the cases, of begun ones the same for the same message id.
 */
export async function publish(
  node: Begins,
  client: Queryable,
  messageId: string,
  message: string,
  variables: Variables,
  key: string | null = null,
): Promise<string[]> {
  const id = `message:${messageId}`;
  const waiting =
    key === null ? null : await correlateElsewhere(client, { id: commandIdOf(id), name: message, key, variables, except: null });
  return waiting === null ? startNamed(node, client, 'message', messageId, message, variables) : [waiting];
}

/** The case that waits for a message under this key, by order of an index; the message becomes its next command. Same id twice: once. */
async function correlateElsewhere(
  client: Queryable,
  { id, name, key, variables, except }: { id: string; name: string; key: string; variables: Variables; except: string | null },
): Promise<string | null> {
  const { rows } = await client.query(
    `select case_id from engine.subscription where kind = 'message' and name = $1 and key = $2 and case_id is distinct from $3::uuid
     order by case_id limit 1`,
    [name, key, except],
  );
  const [waiting] = rows as { case_id: string }[];
  if (!waiting) return null;
  await enqueueCommand(client, waiting.case_id, id, { type: 'correlate', message: name, key, variables });
  return waiting.case_id;
}

/** A message that nobody in its own case waits for: another case under the same key gets it, else it begins cases, else it stays. */
export async function passMessageOn(
  node: Begins,
  client: Queryable,
  {
    caseId,
    id,
    name,
    variables,
    letter,
  }: { caseId: string; id: string; name: string; variables: Variables; letter: { key: string; id: string } },
): Promise<void> {
  const elsewhere = await correlateElsewhere(client, { id, name, key: letter.key, variables, except: caseId });
  const taken = elsewhere !== null || (await startNamed(node, client, 'message', id, name, variables)).length > 0;
  if (!taken) return;
  await client.query('delete from engine.inbox where case_id = $1 and name = $2 and key = $3 and message_id = $4', [
    caseId,
    name,
    letter.key,
    letter.id,
  ]);
}

/** Begins cases by each open signal start event of a name. @returns how many. */
export async function startBySignal(
  node: Begins,
  client: Queryable,
  signalId: string,
  signal: string,
  variables: Variables,
): Promise<number> {
  return (await startNamed(node, client, 'signal', signalId, signal, variables)).length;
}

async function startNamed(
  node: Begins,
  client: Queryable,
  kind: 'message' | 'signal',
  id: string,
  name: string,
  variables: Variables,
): Promise<string[]> {
  const { rows } = await client.query('select * from engine.start_event where kind = $1 and name = $2 order by process_id', [kind, name]);
  const cases: string[] = [];
  for (const row of rows as StartRow[])
    cases.push(...(await begin(node, client, row, { kind, name, variables, at: null }, `${kind}:${id}`)));
  return cases;
}

/**
 * Looks at the conditions that may begin cases over these names: one that becomes true does. Same id twice: once.
 * @returns the ids of the cases.
 */
export async function startByCondition(
  node: Begins & { definitions: Definitions; zone: string },
  client: Queryable,
  id: string,
  names: Variables,
  clock: string | null,
): Promise<string[]> {
  const { rows } = await client.query(
    `select *, coalesce($1::timestamptz, now()) as now from engine.start_event where kind = 'condition' order by process_id, element for update`,
    [clock],
  );
  const cases: string[] = [];
  for (const row of rows as (StartRow & { holds: boolean; now: Date })[]) {
    const element = (await node.definitions.closure(client, row.definition_id)).get(row.definition_id)!.elements.get(row.element)!;
    const { condition } = element.details as { condition: ModelExpression };
    const { value } = condition.evaluate(names, { now: row.now.toISOString(), zone: node.zone });
    // Names that say nothing about it change nothing.
    const holds = typeof value === 'boolean' ? value : row.holds;
    if (holds !== row.holds) {
      await client.query('update engine.start_event set holds = $3 where process_id = $1 and element = $2', [
        row.process_id,
        row.element,
        holds,
      ]);
    }
    if (holds && !row.holds)
      cases.push(...(await begin(node, client, row, { kind: 'condition', name: '', variables: names, at: null }, `condition:${id}`)));
  }
  return cases;
}

/** Begins the case of a start event, or those the host says. Each is recorded under its cause and key: repeated, it is the same case. */
async function begin(
  node: Begins,
  client: Queryable,
  row: StartRow,
  what: Pick<Beginning, 'kind' | 'name' | 'variables' | 'at'>,
  cause: string,
): Promise<string[]> {
  const beginning: Beginning = { ...what, definitionId: row.definition_id, processId: row.process_id, element: row.element };
  const cases: string[] = [];
  const open: OpenCase = async (key, prepare) => {
    const whole = [cause, row.process_id, row.element, key].filter((part) => part !== '').join(' ');
    const caseId = newCaseId(what.at);
    const { rows } = await client.query(
      `insert into engine.start_record (cause, case_id) values ($1, $2) on conflict (cause) do update set cause = excluded.cause returning case_id`,
      [whole, caseId],
    );
    const known = (rows[0] as { case_id: string }).case_id;
    cases.push(known);
    if (known !== caseId) return;
    const variables = await prepare(caseId);
    const { definitionId, element } = beginning;
    await enqueueCommand(client, caseId, commandIdOf(cause), { type: 'start', definitionId, element, variables });
  };
  if (node.beginCases) await node.beginCases(client, beginning, open);
  else await open('', async () => beginning.variables);
  return cases;
}

/** A command id has at most 200 characters; what is longer is told apart by its hash. */
function commandIdOf(cause: string): string {
  return cause.length <= 200 ? cause : `${cause.slice(0, 150)} ${createHash('sha256').update(cause).digest('hex').slice(0, 40)}`;
}

/** Turns timer start events that are due into new cases and sets repeating ones again; one transaction. Missed rounds count once. */
export async function queueDueStarts(node: Begins & { pool: pg.Pool; zone: string }, clock: string | null): Promise<void> {
  const { pool, zone } = node;
  const due = `from engine.start_event where kind = 'timer' and due_at <= coalesce($1::timestamptz, now())`;
  const { rowCount } = await pool.query(`select 1 ${due} limit 1`, [clock]);
  if (!rowCount) return;
  await inTransaction(pool, async (transaction) => {
    await transaction.send([PLAN_FREELY]);
    const { client } = transaction;
    const { rows } = await client.query<StartRow & { now: Date }>(
      `select *, coalesce($1::timestamptz, now()) as now ${due} for update skip locked`,
      [clock],
    );
    for (const row of rows) {
      const at = row.due_at.toISOString();
      await begin(node, client, row, { kind: 'timer', name: '', variables: {}, at }, `timer:${row.element}:${at}`);
      await setAgain(client, row, row.now.toISOString(), zone);
    }
  });
}

async function setAgain(client: Queryable, row: StartRow, now: string, zone: string): Promise<void> {
  if (row.cycle === null || row.rounds === 1) {
    await client.query(`update engine.start_event set due_at = 'infinity', rounds = 0 where process_id = $1 and element = $2`, [
      row.process_id,
      row.element,
    ]);
    return;
  }
  const next = followingRound(row.cycle, row.due_at.toISOString(), now, zone);
  await client.query(`update engine.start_event set due_at = $3, rounds = rounds - 1 where process_id = $1 and element = $2`, [
    row.process_id,
    row.element,
    next,
  ]);
}

/** A UUIDv7 of an instant. Source: RFC 9562, section 5.7. */
function newCaseId(at: string | null): string {
  const hash = randomBytes(9).toString('hex');
  const time = (at === null ? Date.now() : Date.parse(at)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
