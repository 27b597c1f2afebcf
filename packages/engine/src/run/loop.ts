import type { CompiledElement, CompiledLoop } from '../model/compiled.ts';
import type { Variables } from '../types.ts';
import { LIMITS } from '../limits.ts';
import { evaluate } from './context.ts';
import { StepFailure } from './failure.ts';
import type { LoopState, TokenRow } from './instance.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';
import { terminate } from './terminate.ts';

/** What the end of a round brings, evaluated before anything is changed. */
export interface RoundResult {
  value: unknown;
  /** No further round; what still runs is cancelled. */
  last: boolean;
}

/**
 * Begins the rounds of a loop. @returns the names of its completion when there is nothing to do, else null.
 * @throws StepFailure `value-invalid`, `loop-budget`
 */
export function openLoop(step: Step, body: TokenRow, element: CompiledElement): Variables | null {
  const loop = element.loop!;
  const items = loop.collection ? list(evaluate(step, body, loop.collection)) : null;
  const total = items ? items.length : loop.cardinality ? count(evaluate(step, body, loop.cardinality)) : loop.maximum;
  const most = loop.parallel ? LIMITS.parallelRounds : LIMITS.rounds;
  if (total !== null && total > most) throw new StepFailure('loop-budget', `expected at most ${most} rounds of the loop, got ${total}`);
  const none = total === 0 || (loop.condition && loop.testBefore && evaluate(step, body, loop.condition, { loopCounter: 0 }) !== true);
  const state: LoopState = { items, total, next: 0, done: 0, results: total !== null && loop.collection ? Array(total).fill(null) : [] };
  body.data = { ...body.data, loop: state };
  if (none) return finished(loop, state);
  nextRounds(step, body, loop);
  return null;
}

/** Begins the next round, of a parallel loop as many as begin together. */
function nextRounds(step: Step, body: TokenRow, loop: CompiledLoop): void {
  const { total, next } = body.data.loop!;
  for (let round = loop.parallel ? Math.min(total! - next, LIMITS.roundsAtOnce) : 1; round > 0; round -= 1) nextRound(step, body, loop);
  // Once for all: a loop of many rounds keeps much, and is weighed again each time.
  step.instance.tokens.put(body);
}

/** When all tokens wait: the next rounds of a parallel loop that has not begun all. @returns whether there were any. */
export function settleLoops(step: Step): boolean {
  const body = step.instance.tokens.find((token) => token.part === 'loop' && token.state === 'waiting' && hasMoreAtOnce(step, token));
  if (body) nextRounds(step, body, step.element(body).loop!);
  return body !== undefined;
}

function hasMoreAtOnce(step: Step, body: TokenRow): boolean {
  const { loop } = body.data;
  return loop !== undefined && loop.total !== null && loop.next < loop.total && step.element(body).loop?.parallel === true;
}

/** The body has to be put afterwards. */
function nextRound(step: Step, body: TokenRow, loop: CompiledLoop): void {
  const state = body.data.loop!;
  const index = state.next;
  state.next += 1;
  const item = state.items && loop.inputElement ? { [loop.inputElement]: state.items[index] } : {};
  spawn(step, {
    definitionId: body.definition_id,
    element: body.element,
    parentNo: body.token_no,
    via: null,
    part: 'item',
    data: { seed: { ...item, loopCounter: index + 1 }, index },
  });
}

/** Evaluates what a round that has completed with these names brings. @throws StepFailure */
export function roundResult(step: Step, token: TokenRow, element: CompiledElement, names: Variables): RoundResult {
  const loop = element.loop!;
  const body = step.instance.tokens.get(token.parent_no)!;
  const state = body.data.loop!;
  const value = loop.outputElement ? evaluate(step, token, loop.outputElement, names) : null;
  const done = state.done + 1;
  const counters = {
    numberOfInstances: state.total ?? state.next,
    numberOfActiveInstances: state.next - done,
    numberOfCompletedInstances: done,
    numberOfTerminatedInstances: 0,
  };
  const met = loop.completionCondition && evaluate(step, token, loop.completionCondition, { ...names, ...counters }) === true;
  const over = loop.condition && evaluate(step, token, loop.condition, names) !== true;
  if (!met && !over && state.total === null && state.next >= LIMITS.rounds) {
    throw new StepFailure('loop-budget', `expected at most ${LIMITS.rounds} rounds of the loop, got more`);
  }
  return { value, last: Boolean(met || over) || done === state.total };
}

/** Counts a round that is over and begins the next one. @returns the names of the loop's completion when it was the last. */
export function endRound(step: Step, body: TokenRow, token: TokenRow, round: RoundResult): Variables | null {
  const loop = step.element(body).loop!;
  const state = body.data.loop!;
  state.done += 1;
  if (loop.outputCollection) state.results[token.data.index ?? 0] = round.value ?? null;
  if (!round.last && !loop.parallel) nextRound(step, body, loop);
  step.instance.tokens.put(body);
  if (!round.last) return null;
  for (const open of step.instance.tokensIn(body.token_no)) terminate(step, open);
  return finished(loop, state);
}

function finished(loop: CompiledLoop, state: LoopState): Variables {
  return loop.outputCollection ? { [loop.outputCollection]: Array.from(state.results, (value) => value ?? null) } : {};
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new StepFailure('value-invalid', `expected a list as inputCollection, got ${value === null ? 'null' : typeof value}`);
}

function count(value: unknown): number {
  const number = Number(value);
  if (value !== null && value !== '' && Number.isInteger(number) && number >= 0) return number;
  throw new StepFailure('value-invalid', 'expected a whole number as loopCardinality, got something else');
}
