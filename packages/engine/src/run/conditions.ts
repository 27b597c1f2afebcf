import { evaluate } from './context.ts';
import { StepFailure } from './failure.ts';
import { openIncidentFor } from './incident.ts';
import type { SubscriptionRow } from './instance.ts';
import { scopePlace } from './scope-place.ts';
import type { Step } from './step.ts';
import { happen } from './trigger.ts';
import type { ModelExpression } from '../model/compiled.ts';

/**
 * Looks again at the conditions that are waited for, after names were written. A condition counts when it *becomes* true. One that
 * cannot be evaluated now counts as not true; when it was first waited for it could be. Beyond the budget of the whole look, the one
 * at hand becomes an incident and is not looked at until that is resolved.
 * @returns whether one has happened.
 */
export function settleConditions(step: Step): boolean {
  if (!step.namesChanged) return false;
  step.namesChanged = false;
  const waiting = step.instance.subscriptions.all().filter((row) => row.kind === 'condition');
  for (const row of waiting) {
    if (!step.instance.subscriptions.get(`${row.token_no} ${row.element}`) || step.instance.incidents.get(row.token_no)) continue;
    const before = row.key === 'true';
    const holds = isTrue(step, row);
    if (holds === null) {
      step.namesChanged = true;
      return true;
    }
    if (holds !== before) step.instance.subscriptions.put({ ...row, key: String(holds) });
    if (!holds || before) continue;
    happen(step, row.token_no, row.element, {});
    step.namesChanged = true;
    return true;
  }
  return false;
}

/** Null: it became an incident. */
function isTrue(step: Step, row: SubscriptionRow): boolean | null {
  const startId = row.element.split('/')[1];
  const place = startId === undefined ? step.instance.tokens.get(row.token_no)! : scopePlace(step, row.token_no);
  const { condition } = step.element(place, startId ?? row.element).details as { condition: ModelExpression };
  try {
    return evaluate(step, place, condition) === true;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    if (error.code !== 'expression-budget') return false;
    openIncidentFor(step, row.token_no, startId ?? row.element, error);
    return null;
  }
}
