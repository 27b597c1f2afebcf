import type { CompiledElement, CompiledFlow } from '../model/compiled.ts';
import type { Variables } from '../types.ts';
import { evaluate } from './context.ts';
import { failed } from './incident.ts';
import type { TokenRow } from './instance.ts';
import { applyMappings, merge } from './mapping.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';
import { endInstance, removeToken } from './terminate.ts';

/**
 * Life cycle, second half: outputs are evaluated over the local scope with the completion's names and written to the scope around;
 * without output mappings the completion's names go there as they are. Then the token leaves. A failure keeps the token with an
 * incident that remembers the completion.
 */
export function complete(step: Step, token: TokenRow, variables: Variables = {}): void {
  const mark = step.path.length;
  const element = step.element(token);
  let outputs: Variables;
  let flows: CompiledFlow[];
  try {
    outputs =
      element.outputs.length > 0
        ? applyMappings(element.outputs, (mapping, sofar) => evaluate(step, token, mapping.source, { ...variables, ...sofar }))
        : variables;
    flows = step.type(element).flows?.(step, token, element) ?? element.outgoing;
  } catch (error) {
    step.path.length = mark;
    failed(step, token, 'complete', error, { variables });
    return;
  }
  const scope = step.instance.scope(token.parent_no);
  merge(scope.data, outputs, element.outputs);
  step.instance.scopes.put(scope);
  step.record(token, 'completed');
  if (step.type(element).completed?.(step, token, element) === 'ended') return;
  leave(step, token, element, flows);
}

function leave(step: Step, token: TokenRow, element: CompiledElement, flows: CompiledFlow[]): void {
  removeToken(step, token);
  for (const flow of flows) {
    spawn(step, { definitionId: token.definition_id, element: flow.target, parentNo: token.parent_no, via: flow.id });
  }
  if (flows.length === 0) endScope(step, token.parent_no);
}

/** When the last token of a process is gone, its call activity completes, or the whole instance. */
function endScope(step: Step, scopeNo: number): void {
  if (step.instance.tokensIn(scopeNo).length > 0) return;
  const caller = scopeNo === 0 ? null : step.instance.tokens.get(scopeNo);
  if (scopeNo === 0) endInstance(step, 'completed', step.instance.header.outcome);
  else if (caller) step.type(step.element(caller)).returned?.(step, caller, step.element(caller));
}
