import type { CompiledElement, ModelExpression } from '../model/compiled.ts';
import { readOptional } from '../model/expression.ts';
import { extension } from '../model/moddle.ts';
import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import { openDataObjects } from '../run/data-objects.ts';
import { armInside } from '../run/event-scope.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import { spawn } from '../run/spawn.ts';
import type { Step } from '../run/step.ts';
import { terminateOthers } from '../run/terminate.ts';
import { startEventSubprocess } from '../run/trigger.ts';
import type { ElementType } from './element-type.ts';

interface AdHocDetails {
  active: ModelExpression | null;
  condition: ModelExpression | null;
  cancelRemaining: boolean;
}

/**
 * Ad-hoc subprocess: begins the elements that activeElementsCollection names (without it, all that nothing leads to), in any order.
 * It completes when its condition is true after one of them, or when nothing runs in it any more; `activate-elements` begins more.
 */
export const adHocSubprocess: ElementType = {
  kind: 'ad-hoc-subprocess',
  activity: true,
  container: true,
  extensions: ['zeebe:AdHoc'],
  matches: (node) => node.$type === 'bpmn:AdHocSubProcess',
  read(node, report): AdHocDetails {
    return {
      active: readOptional(extension(node, 'zeebe:AdHoc')?.activeElementsCollection, node.id, 'activeElementsCollection', report),
      condition: readOptional(node.completionCondition?.body, node.id, 'completionCondition', report),
      cancelRemaining: node.cancelRemainingInstances !== false,
    };
  },
  activate(step, token, element) {
    openDataObjects(step, token, element);
    const { active } = element.details as AdHocDetails;
    const free = startable(step, token, element);
    const chosen = active ? evaluate(step, token, active) : free;
    if (!Array.isArray(chosen) || chosen.some((id) => !free.includes(id as string))) {
      throw new StepFailure(
        'value-invalid',
        'expected a list of ids of elements that nothing leads to as activeElementsCollection, got something else',
      );
    }
    if (chosen.length === 0) return complete(step, token);
    const [first] = (chosen as string[]).map((id) => activateInside(step, token, id));
    for (const { key, variables } of armInside(step, first!)) startEventSubprocess(step, token.token_no, key, variables);
  },
  returned: (step, token) => complete(step, token),
  childLeft(step, token, element) {
    const { condition, cancelRemaining } = element.details as AdHocDetails;
    if (!condition || !holds(step, token, condition) || !cancelRemaining) return;
    terminateOthers(step, token.token_no, null);
    complete(step, token);
  },
};

/** Elements of an ad-hoc subprocess that may be begun by name. */
export function startable(step: Step, token: TokenRow, element: CompiledElement): string[] {
  return [...step.definition(token.definition_id).elements.values()]
    .filter((inner) => inner.parent === element.id && inner.incoming.length === 0 && !inner.attachedTo && !inner.forCompensation)
    .filter((inner) => inner.kind !== 'event-subprocess')
    .map((inner) => inner.id);
}

/** Begins an element inside an ad-hoc subprocess. */
export function activateInside(step: Step, token: TokenRow, elementId: string): TokenRow {
  return spawn(step, { definitionId: token.definition_id, element: elementId, parentNo: token.token_no, via: null });
}

/** A condition that cannot be evaluated is not true: what runs inside goes on. */
function holds(step: Step, token: TokenRow, condition: ModelExpression): boolean {
  try {
    return evaluate(step, token, condition) === true;
  } catch (error) {
    if (error instanceof StepFailure) return false;
    throw error;
  }
}
