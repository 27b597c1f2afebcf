import type pg from 'pg';
import { decide, type Decision, type Execution } from './decide.ts';
import type { Definitions } from './store/definitions.ts';
import { WORK_CHANNEL } from './store/enqueue.ts';
import { addPast, findPast, loadFree, loadWaiting, readLoaded, type Loaded } from './store/load-instance.ts';
import { PLAN_FREELY, type Statement } from './store/pipeline.ts';
import { spreadSignal } from './store/signals.ts';
import { passMessageOn, startBySignal } from './store/start-events.ts';
import { writeSteps, type StepWrite } from './store/write-step.ts';
import type { DatabaseTime } from './store/database-time.ts';
import type { Transaction } from './transaction.ts';
import type { EngineOptions } from './types.ts';

/** What a node needs to execute commands. */
export interface Node extends EngineOptions {
  definitions: Definitions;
  zone: string;
  /** What the clock of the database says, as far as this node knows. */
  time: DatabaseTime;
}

/** What became of each command of a batch. `busy`: somebody else holds the instance; `late`: the batch's time was up; neither had an effect. */
export type Executed = Decision | { failed: unknown } | 'busy' | 'late';

/** After this long a batch takes no further step, so that its first locks are not held for its last. */
const BATCH_MS = 50;

/**
 * Executes one command in an open transaction: lock the instance, apply, run until every token waits, write everything and the event,
 * commit. Two round trips. A command id that was executed before has no effect: on an open instance it meets the key of its first event
 * (23505), and tried again with `careful` it tells its first outcome. `more` is written in the same transaction.
 */
export async function execute(
  node: Node,
  transaction: Transaction,
  execution: Execution,
  { more = [], careful = false }: { more?: readonly Statement[]; careful?: boolean } = {},
): Promise<Decision> {
  const decision = await rehearse(node, transaction, execution, { careful });
  await write(node, transaction, [decision], more);
  return decision;
}

/**
 * Executes commands of different cases in one transaction: what is the same for all is done once. Cases that somebody else holds are left
 * alone. A command that fails in memory is told and written nothing of; a statement that fails ends all of them.
 */
export async function executeBatch(
  node: Node,
  transaction: Transaction,
  executions: readonly Execution[],
  more: (executed: readonly Executed[]) => readonly Statement[] = () => [],
): Promise<Executed[]> {
  const found = await look(node, transaction, executions, false);
  const begin = performance.now();
  const executed: Executed[] = [];
  for (const execution of executions) {
    const rows = found.get(execution.caseId.toLowerCase());
    if (!rows) executed.push('busy');
    else if (performance.now() - begin > BATCH_MS) executed.push('late');
    else executed.push(await decideOne(node, transaction.client, execution, rows).catch((failed: unknown) => ({ failed })));
  }
  const decisions = executed.filter((each): each is Decision => typeof each === 'object' && 'outcome' in each);
  await write(node, transaction, decisions, more(executed));
  return executed;
}

async function decideOne(node: Node, client: pg.PoolClient, execution: Execution, found: Loaded): Promise<Decision> {
  const { command } = execution;
  const { definitions } = node;
  if (found.header && !found.past) {
    await definitions.closure(client, found.header.definition_id);
    // Called processes keep their version when the process around was migrated.
    for (const token of found.rows.tokens ?? []) await definitions.closure(client, token.definition_id);
  }
  // A definition that is named by the command itself may be missing: that is the command's fault.
  if (command.type === 'start' || command.type === 'migrate') await definitions.find(client, command.definitionId);
  const clock = node.clock ? new Date(node.clock()).toISOString() : null;
  return decide({ definitions: definitions.compiled, host: node.host, clock, zone: node.zone }, execution, found);
}

/** Decides a command on the rows as they are, and writes nothing; the transaction has to be rolled back. */
export async function rehearse(node: Node, transaction: Transaction, execution: Execution, { careful = false } = {}): Promise<Decision> {
  const key = execution.caseId.toLowerCase();
  let found = await look(node, transaction, [execution], careful);
  if (!found.has(key)) found = await look(node, transaction, [execution], true, loadWaiting(execution));
  return decideOne(node, transaction.client, execution, found.get(key)!);
}

/**
 * Locks and reads what commands need. What was executed before is looked for where no open instance is found, or everywhere (`careful`).
 * Nothing at all is read for a case that begins: should it have begun before, or on another node at this moment, its rows meet the keys
 * of the first, and tried again with `careful` it learns so.
 */
async function look(
  { time, clock }: Node,
  transaction: Transaction,
  executions: readonly Execution[],
  careful: boolean,
  load?: readonly Statement[],
): Promise<Map<string, Loaded>> {
  const now = clock?.() ?? time.now();
  const isNew = ({ command }: Execution): boolean => !careful && now !== null && command.type === 'start';
  const known = executions.filter((each) => !isNew(each));
  const found = new Map<string, Loaded>();
  for (const { caseId } of executions.filter(isNew)) found.set(caseId.toLowerCase(), { header: null, rows: {}, now: now!, past: null });
  if (known.length === 0) return found;
  const loading = load ?? [loadFree(known)];
  const answers = await transaction.send(careful ? [...loading, findPast(known)] : loading);
  const answer = answers[loading.length - 1]![0]!;
  time.learn(answer['now'] as string);
  for (const [caseId, loaded] of readLoaded(answer, known)) found.set(caseId, loaded);
  if (careful) addPast(answers[loading.length]!, found);
  const lost = careful ? [] : known.filter(({ caseId }) => found.get(caseId.toLowerCase())?.header === null);
  if (lost.length > 0) addPast((await transaction.send([findPast(lost)]))[0]!, found);
  return found;
}

/** Writes all decisions, lets the host write what belongs to them, and commits. */
async function write(node: Node, transaction: Transaction, decisions: readonly Decision[], more: readonly Statement[]): Promise<void> {
  const steps = decisions.map((decision) => decision.write).filter((step): step is StepWrite => step !== null);
  const statements = [...writeSteps(steps), ...more];
  wakeLater(node, steps);
  const loud = steps.filter(({ signals }) => signals.length > 0);
  const summaries = node.onStep ? decisions.flatMap(({ summary }) => summary ?? []) : [];
  if (loud.length === 0 && summaries.length === 0) return transaction.commit(statements);
  await transaction.send([...statements, PLAN_FREELY]);
  for (const step of loud) await spreadSignals(node, transaction.client, step);
  for (const summary of summaries) await node.onStep?.(transaction.client, summary);
  await transaction.commit();
}

/** Instances that pause go on when this node wakes itself and others; should it end before, when a node next looks by itself. */
function wakeLater({ pool }: Node, steps: readonly StepWrite[]): void {
  const pause = Math.max(0, ...steps.map((step) => step.pause));
  if (pause > 0) setTimeout(() => void pool.query(`notify ${WORK_CHANNEL}`).catch(() => {}), pause + 5).unref();
}

async function spreadSignals(node: Node, client: pg.PoolClient, { caseId, event, signals }: StepWrite): Promise<void> {
  for (const [index, { name, variables, letter }] of signals.entries()) {
    if (letter) {
      await passMessageOn(node, client, { caseId, id: `message:${caseId}:${event.step}:${index}`, name, variables, letter });
      continue;
    }
    const signalId = `signal:${caseId}:${event.step}:${index}`;
    await spreadSignal(client, signalId, name, variables, caseId);
    await startBySignal(node, client, signalId, name, variables);
  }
}
