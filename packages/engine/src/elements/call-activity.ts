import type { Definition } from '../model/compiled.ts';
import { extension } from '../model/moddle.ts';
import { complete } from '../run/complete.ts';
import { evaluateIn, namesFor, visibleNames } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import type { TokenRow } from '../run/instance.ts';
import { calledDefinition, scopeOf } from '../run/scope.ts';
import { spawn } from '../run/spawn.ts';
import type { Step } from '../run/step.ts';
import { tokenInfo } from '../run/token-info.ts';
import type { Variables } from '../types.ts';
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
    const data = withDefaults(step, token, called, given);
    step.instance.scopes.put({ scope_no: token.token_no, data: scopeOf(data), visits: {} });
    spawn(step, { definitionId: called.definitionId, element: called.start, parentNo: token.token_no, via: null });
  },
  returned(step, token, element) {
    const { allChild } = element.details as CallDetails;
    complete(step, token, allChild ? { ...step.instance.scopes.get(token.token_no)?.data } : {});
  },
};

/** Fills in the inputs that the caller does not give; a default may use the inputs before it and the reserved roots. */
function withDefaults(step: Step, token: TokenRow, called: Definition, given: Variables): Variables {
  const data = { ...given };
  const info = tokenInfo(step, token);
  const inside = { ...info, processId: called.processId, definitionId: called.definitionId, callers: [...info.callers, token.element] };
  for (const [name, value] of Object.entries(called.inputDefaults)) {
    if (name in data) continue;
    data[name] = 'json' in value ? value.json : evaluateIn(step, inside, value, namesInside(step, inside, token, data));
  }
  return data;
}

function namesInside(step: Step, info: ReturnType<typeof tokenInfo>, token: TokenRow, data: Variables): Variables {
  return { ...namesFor(step, info, token.token_no, {}), ...data };
}
