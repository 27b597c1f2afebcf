import type { Definition } from '../model/compiled.ts';
import type { Variables } from '../types.ts';
import { evaluateIn, namesFor } from './context.ts';
import type { TokenRow } from './instance.ts';
import { scopeOf } from './scope.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';
import { tokenInfo } from './token-info.ts';

/**
 * Begins a called process in the local scope of a token, with the inputs given and its declared defaults. Nothing is changed when one
 * of them cannot be evaluated. @throws StepFailure
 */
export function enterCalled(step: Step, token: TokenRow, called: Definition, given: Variables): void {
  const data = scopeOf(withDefaults(step, token, called, given));
  // Visits are counted on: a second round in the same place must not get the keys of the first.
  const { visits } = step.instance.scopes.get(token.token_no) ?? { visits: {} };
  step.instance.scopes.put({ scope_no: token.token_no, data, visits: { ...visits } });
  spawn(step, { definitionId: called.definitionId, element: called.start, parentNo: token.token_no, via: null });
}

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
