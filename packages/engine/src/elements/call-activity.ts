import { extension } from '../model/moddle.ts';
import { complete } from '../run/complete.ts';
import { enterCalled } from '../run/call.ts';
import { visibleNames } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import { calledDefinition } from '../run/scope.ts';
import type { ElementType } from './element-type.ts';

interface CallDetails {
  processId: string;
  allParent: boolean;
  allChild: boolean;
}

/** Calls nested deeper than this are a mistake. */
const DEEPEST_CALL = 20;

/**
 * Call activity: the called process runs inside this instance in a scope of its own, the local scope of this token. It sees its
 * mapped inputs, its declared defaults and the reserved roots of the case; with propagateAllParentVariables also a copy of all names here.
 */
export const callActivity: ElementType = {
  kind: 'call-activity',
  activity: true,
  extensions: ['zeebe:CalledElement'],
  matches: (node) => node.$type === 'bpmn:CallActivity',
  read(node, report): CallDetails {
    const called = extension(node, 'zeebe:CalledElement');
    const processId: string = called?.processId ?? '';
    if (!processId || processId.startsWith('=')) {
      report.refuse('call-target', node.id, 'expected a literal processId of the called element, got none');
    }
    return { processId, allParent: called?.propagateAllParentVariables !== false, allChild: called?.propagateAllChildVariables !== false };
  },
  activate(step, token, element) {
    const { allParent } = element.details as CallDetails;
    const called = step.definition(calledDefinition(step, token));
    if (step.callers(token).length >= DEEPEST_CALL)
      throw new StepFailure('call-depth', `expected at most ${DEEPEST_CALL} nested calls, got more`);
    const given = { ...(allParent ? visibleNames(step, token) : {}), ...step.instance.scopes.get(token.token_no)?.data };
    enterCalled(step, token, called, given);
  },
  returned(step, token, element) {
    const { allChild } = element.details as CallDetails;
    complete(step, token, allChild ? { ...step.instance.scopes.get(token.token_no)?.data } : {});
  },
};
