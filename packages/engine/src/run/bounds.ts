import { LIMITS, STOPPING } from '../limits.ts';
import { StepFailure } from './failure.ts';
import { failed, openIncidentOfInstance } from './incident.ts';
import type { Instance, TokenRow } from './instance.ts';
import type { Step } from './step.ts';
import type { Command } from '../types.ts';

/** Whether an incident holds the whole instance. */
export function stopped(step: Step): boolean {
  return step.instance.incidents.find(({ code }) => STOPPING.has(code)) !== undefined;
}

/**
 * Gives the next element its share of FEEL; an instance beyond its limits gets an incident at that element instead, or of token 0 when
 * none is ready. @returns whether it may go on.
 */
export function openBounds(step: Step, next: TokenRow | undefined): boolean {
  step.feelLeft = LIMITS.elementFeel;
  const failure = exceeded(step);
  if (!failure) return true;
  if (next) failed(step, next, 'enter', failure);
  else openIncidentOfInstance(step, failure);
  return false;
}

function exceeded(step: Step): StepFailure | null {
  const { header, tokens, incidents } = step.instance;
  if (header.activations >= LIMITS.activations) {
    return new StepFailure('activation-budget', `expected at most ${LIMITS.activations} elements entered without a rest, got more`);
  }
  if (tokens.size > LIMITS.tokens)
    return new StepFailure('token-budget', `expected at most ${LIMITS.tokens} tokens of the instance, got more`);
  if (incidents.size > LIMITS.incidents && incidents.all().filter(({ phase }) => phase !== 'job').length > LIMITS.incidents) {
    return new StepFailure('incident-budget', `expected at most ${LIMITS.incidents} open incidents of the instance, got more`);
  }
  if (step.instance.weight > LIMITS.instanceCharacters) {
    return new StepFailure('data-budget', `expected at most ${LIMITS.instanceCharacters} characters of data of the instance, got more`);
  }
  return null;
}

/**
 * Milliseconds that an instance waits before its next step: the more it keeps, the dearer are its steps to read and write, and the longer it
 * has gone on without a rest, the less it is owed. So it takes a share of the node, however much it wants.
 */
export function pauseBeforeNext({ header, tokens, weight }: Instance): number {
  return Math.max(0, Math.round(tokens.size / 5 + weight / 10_000 + header.activations / 50) - 20);
}

/**
 * When the instance has rested, its activations are counted anew: years of quiet work are no loop. A cycle of a timer is no rest of its
 * own: the token it hangs on may wait for ever.
 */
export function countAnew(step: Step, command: Command): void {
  if (command.type === 'continue') return;
  if (command.type === 'fire-timer' && step.instance.timers.get(`${command.token} ${command.element}`)?.cycle) return;
  const rested = new Date(Date.parse(step.now) - LIMITS.restSeconds * 1000).toISOString();
  if (!step.instance.tokens.find((token) => token.entered_at > rested)) step.instance.header.activations = 0;
}
