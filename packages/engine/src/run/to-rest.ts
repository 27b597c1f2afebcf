import { settleConditions } from './conditions.ts';
import { enter } from './enter.ts';
import { StepFailure } from './failure.ts';
import { failed } from './incident.ts';
import { settleJoins } from './joins.ts';
import type { Step } from './step.ts';

/** Elements entered in one step; the rest continues in a next step, so that a lock is never held long. */
export const STEP_BUDGET = 500;
/** Elements entered by one instance between two repairs: more is a loop that a person has to look at. */
export const INSTANCE_BUDGET = 20_000;

/**
 * Enters ready tokens until every token waits or the budget of the step is used up. When all wait, conditions are looked at again if
 * names have changed, and joins that no token can reach any more go on. @returns whether ready tokens are left.
 */
export function runToRest(step: Step): boolean {
  const { instance } = step;
  for (let entered = 0; instance.header.state === 'active'; entered += 1) {
    if (entered >= STEP_BUDGET) return instance.tokens.all().some((token) => token.state === 'ready') || step.namesChanged;
    const token = instance.tokens.all().find((candidate) => candidate.state === 'ready');
    if (!token) {
      if (settleConditions(step) || settleJoins(step)) continue;
      return false;
    }
    instance.header.activations += 1;
    if (instance.header.activations > INSTANCE_BUDGET) {
      failed(
        step,
        token,
        'enter',
        new StepFailure('activation-budget', `expected at most ${INSTANCE_BUDGET} activations, got more: a loop`),
      );
    } else {
      enter(step, token);
    }
  }
  return false;
}
