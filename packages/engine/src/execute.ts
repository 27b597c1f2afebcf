import type pg from 'pg';
import { breathe, isLong, type Foreground } from './breath.ts';
import { decide, type Decision, type Execution } from './decide.ts';
import type { Definitions } from './store/definitions.ts';
import { WORK_CHANNEL } from './store/enqueue.ts';
import { addPast, findPast, loadFree, loadWaiting, readLoaded, type Loaded } from './store/load-instance.ts';
import { PLAN_FREELY, type Statement } from './store/pipeline.ts';
import type { JobTakers, Leasing } from './store/job-takers.ts';
import { isWritable, type KeptInstances } from './store/kept-instances.ts';
import { spreadSignal } from './store/signals.ts';
import { passMessageOn, startBySignal } from './store/start-events.ts';
import { CHANGED, writeSteps, type StepWrite } from './store/write-step.ts';
import type { DatabaseTime } from './store/database-time.ts';
import { Outdated, WAIT_BRIEFLY, type Transaction } from './transaction.ts';
import type { EngineOptions } from './types.ts';

/** What a node needs to execute commands. */
export interface Node extends EngineOptions {
  definitions: Definitions;
  zone: string;
  /** What the clock of the database says, as far as this node knows. */
  time: DatabaseTime;
  kept: KeptInstances;
  takers: JobTakers;
  leasing: Leasing;
  foreground: Foreground;
}

/** What became of each command of a batch. `busy`: somebody else holds the instance; `late`: the batch's time was up; neither had an effect. */
export type Executed = Decision | { failed: unknown } | 'busy' | 'late';

/** So long a step that nobody waits for lets commands that somebody waits for go first, once before it is decided. */
const REST_MS = 25;

/** After this long a batch takes no further step, so that its first locks are not held for its last. */
const BATCH_MS = 50;

/** Tokens from which on each piece of a step has a turn of the loop for itself. */
const LARGE_TOKENS = 200;
/** Characters of an instance from which on it is written with no other that goes on by itself. */
const LARGE_CHARACTERS = 50_000;

/**
 * Executes one command in an open transaction: lock the instance, apply, run until every token waits, write everything and the event,
 * commit. Two round trips, one where this node has kept the instance. A command id that was executed before has no effect: on an open
 * instance it meets the key of its first event (23505), and tried again with `careful` it tells its first outcome. `more` is written in
 * the same transaction.
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
  let begin: number | null = null;
  /** When the present turn of the loop began, as far as it is ours: deciding and writing count together. */
  let piece = performance.now();
  let tried = false;
  // The steps of a batch are written in one piece: after a large one, no further instance goes on by itself in it.
  let large = false;
  const decideAll = async (some: readonly Execution[]): Promise<(Executed | null)[]> => {
    const found = await look(node, transaction, some, false);
    begin ??= performance.now();
    // What was read is taken apart in the same turn of the loop.
    const always = some.some(goesOnByItself) || [...found.values()].some(isLarge);
    piece = always || isLong(begin) ? await breathe(begin, { always }) : begin;
    const decided: (Executed | null)[] = [];
    for (const execution of some) {
      const rows = found.get(execution.caseId.toLowerCase());
      if (!rows) decided.push('busy');
      else if (tried && (performance.now() - begin > BATCH_MS || (large && goesOnByItself(execution)))) {
        node.kept.giveBack(execution.caseId, rows);
        decided.push('late');
      } else {
        tried = true;
        if (goesOnByItself(execution) && (await node.foreground.rest(REST_MS))) piece = performance.now();
        const one = await decideOne(node, transaction.client, execution, rows).catch((failed: unknown) => ({ failed }));
        decided.push(one);
        large ||= one !== null && 'write' in one && (one.write?.instance?.weight ?? 0) > LARGE_CHARACTERS;
      }
      if (isLong(piece)) piece = await breathe(piece);
    }
    return decided;
  };
  const decided = await decideAll(executions);
  const again = executions.filter((_, index) => decided[index] === null);
  const later = again.length > 0 ? await decideAll(again) : [];
  const executed = decided.map((each) => each ?? later.shift()!);
  const decisions = executed.filter((each): each is Decision => typeof each === 'object' && 'outcome' in each);
  await write(node, transaction, decisions, more(executed), piece);
  return executed;
}

/** A step of an instance that had to be interrupted: nobody waits for it, and it may be as dear as the one before. */
export function goesOnByItself({ command }: Pick<Execution, 'command'>): boolean {
  return command.type === 'continue';
}

/** Reading it, or writing it, takes longer than others should wait. */
function isLarge({ rows }: Loaded): boolean {
  return (rows.tokens?.length ?? 0) > LARGE_TOKENS || (rows.jobs?.length ?? 0) + (rows.userTasks?.length ?? 0) > LARGE_TOKENS;
}

/** @returns null when it cannot be decided on kept rows, which are forgotten by now. */
async function decideOne(node: Node, client: pg.PoolClient, execution: Execution, found: Loaded): Promise<Decision | null> {
  const { command } = execution;
  const { definitions } = node;
  if (found.header && !found.past) {
    const { definition_id: own } = found.header;
    if (!definitions.has(own)) await definitions.closure(client, own);
    // Called processes keep their version when the process around was migrated.
    for (const { definition_id: id } of found.rows.tokens ?? []) if (!definitions.has(id)) await definitions.closure(client, id);
  }
  // A definition that is named by the command itself may be missing: that is the command's fault.
  if ((command.type === 'start' || command.type === 'migrate') && !definitions.has(command.definitionId))
    await definitions.find(client, command.definitionId);
  const clock = node.clock ? new Date(node.clock()).toISOString() : null;
  const decision = decide({ definitions: definitions.compiled, host: node.host, clock, zone: node.zone }, execution, found);
  if (!found.unlocked) return decision;
  const { write } = decision;
  return write?.instance && isWritable(write.instance) ? { ...decision, write: { ...write, unlocked: true } } : null;
}

/** Decides a command on the rows as they are, and writes nothing; the transaction has to be rolled back. */
export async function rehearse(node: Node, transaction: Transaction, execution: Execution, { careful = false } = {}): Promise<Decision> {
  const key = execution.caseId.toLowerCase();
  for (let waiting = false; ;) {
    const found = (await look(node, transaction, [execution], careful || waiting, waiting ? loadWaiting(execution) : undefined)).get(key);
    if (found && isLarge(found)) await breathe(performance.now(), { always: true });
    const piece = performance.now();
    const decision = found && (await decideOne(node, transaction.client, execution, found));
    if (isLong(piece)) await breathe(piece);
    if (decision) return decision;
    waiting = !found;
  }
}

/**
 * Locks and reads what commands need. What was executed before is looked for where no open instance is found, or everywhere (`careful`).
 * Nothing at all is read for a case that begins: should it have begun before, or on another node at this moment, its rows meet the keys
 * of the first, and tried again with `careful` it learns so. Nor for one that this node has kept: should it have changed since, it cannot
 * be written.
 */
async function look(
  { time, clock, kept }: Node,
  transaction: Transaction,
  executions: readonly Execution[],
  careful: boolean,
  load?: readonly Statement[],
): Promise<Map<string, Loaded>> {
  const now = clock?.() ?? time.now();
  const isNew = ({ command }: Execution): boolean => !careful && now !== null && command.type === 'start';
  const found = new Map<string, Loaded>();
  const known = executions.filter((each) => {
    const { caseId, command } = each;
    const begins = isNew(each) ? { header: null, rows: {}, now: now!, past: null } : null;
    const has = kept.take(caseId, command, now ?? '') ?? begins;
    if (!has || careful || now === null) return true;
    found.set(caseId.toLowerCase(), has);
    return false;
  });
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

/** Writes all decisions, lets the host write what belongs to them, and commits. What open instances look like then is kept. */
async function write(
  node: Node,
  transaction: Transaction,
  decisions: readonly Decision[],
  more: readonly Statement[],
  begun = performance.now(),
): Promise<void> {
  const steps = decisions.map((decision) => decision.write).filter((step): step is StepWrite => step !== null);
  const given = node.takers.lease(steps, node.leasing);
  let keep: ((() => void) | null)[];
  try {
    const committed = commit(node, transaction, decisions, steps, { more, begun });
    // Heard below, whatever happens before: the server works meanwhile.
    committed.catch(() => {});
    // What is much to put into words is much to send, and to keep: each has a turn of the loop for itself.
    if (isLong(begun)) {
      await breathe(begun);
      await breathe(begun);
    }
    keep = steps.map(({ instance, unfinished }) => instance && node.kept.prepare(instance, unfinished));
    await committed;
  } catch (error) {
    node.takers.takeBack(given);
    throw error;
  }
  for (const each of keep) each?.();
  for (const { summary } of decisions) if (summary) node.afterStep?.(summary);
  node.takers.hand(given);
}

async function commit(
  node: Node,
  transaction: Transaction,
  decisions: readonly Decision[],
  steps: readonly StepWrite[],
  { more, begun }: { more: readonly Statement[]; begun: number },
): Promise<void> {
  const unlocked = steps.some((step) => step.unlocked);
  const briefly = unlocked && transaction.isOpen ? [WAIT_BRIEFLY] : [];
  const statements = [...briefly, ...writeSteps(steps), ...more];
  // What is much to put into words is much to send.
  if (isLong(begun)) await breathe(begun);
  wakeLater(node, steps);
  const loud = steps.filter(({ signals }) => signals.length > 0);
  const summaries = node.onStep ? decisions.flatMap(({ summary }) => summary ?? []) : [];
  if (loud.length === 0 && summaries.length === 0) return changing(unlocked, transaction.commit(statements));
  await changing(unlocked, transaction.send([...statements, PLAN_FREELY]));
  for (const step of loud) await spreadSignals(node, transaction.client, step);
  for (const summary of summaries) await node.onStep?.(transaction.client, summary);
  await transaction.commit();
}

/** A check of `writeSteps` that failed; a lock that was not available. */
const MEANWHILE = new Set([CHANGED, '55P03']);

/** A write on rows that were not locked: what has changed meanwhile, or is being changed, is done again. */
async function changing(unlocked: boolean, written: Promise<unknown>): Promise<void> {
  try {
    await written;
  } catch (cause) {
    const { code } = cause as { code?: string };
    if (!unlocked || !MEANWHILE.has(code ?? '')) throw cause;
    throw new Outdated('expected instances as this node has kept them, got a change', { cause });
  }
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
