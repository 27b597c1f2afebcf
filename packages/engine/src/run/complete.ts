import type { CompiledElement, CompiledFlow } from '../model/compiled.ts';
import type { Variables } from '../types.ts';
import { rememberForCompensation } from './compensations.ts';
import { evaluate } from './context.ts';
import { endDetour } from './detour.ts';
import { failed } from './incident.ts';
import type { TokenRow } from './instance.ts';
import { endRound, roundResult, type RoundResult } from './loop.ts';
import { applyMappings } from './mapping.ts';
import { planNames, writeNames, type PlannedNames } from './scope.ts';
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
  const mappings = token.part === 'loop' ? [] : element.outputs;
  let planned: PlannedNames;
  let flows: CompiledFlow[] = [];
  let round: RoundResult | null = null;
  try {
    let outputs =
      mappings.length > 0
        ? applyMappings(mappings, (mapping, sofar) => evaluate(step, token, mapping.source, { ...variables, ...sofar }))
        : variables;
    if (token.part === 'item') {
      round = roundResult(step, token, element, { ...variables, ...outputs });
      if (mappings.length === 0 && element.loop?.outputCollection) outputs = {};
    } else flows = step.type(element).flows?.(step, token, element) ?? element.outgoing;
    planned = planNames(step, token.parent_no, outputs, mappings);
  } catch (error) {
    step.path.length = mark;
    failed(step, token, 'complete', error, { variables });
    return;
  }
  writeNames(step, planned);
  step.record(token, 'completed');
  if (step.type(element).completed?.(step, token, element) === 'ended') return;
  if (step.type(element).activity) rememberForCompensation(step, token, element);
  if (round) leaveRound(step, token, round);
  else leave(step, token, element, flows);
}

function leaveRound(step: Step, token: TokenRow, round: RoundResult): void {
  const body = step.instance.tokens.get(token.parent_no)!;
  removeToken(step, token);
  const finished = endRound(step, body, token, round);
  if (finished) complete(step, body, finished);
}

function leave(step: Step, token: TokenRow, element: CompiledElement, flows: CompiledFlow[]): void {
  removeToken(step, token);
  for (const flow of flows) {
    spawn(step, { definitionId: token.definition_id, element: flow.target, parentNo: token.parent_no, via: flow.id });
  }
  if (flows.length === 0) endScope(step, token.parent_no);
}

/** When the last token of a scope is gone, its subprocess or call activity completes, or the whole instance. */
export function endScope(step: Step, scopeNo: number): void {
  if (step.instance.header.state !== 'active') return;
  const holder = scopeNo === 0 ? null : step.instance.tokens.get(scopeNo);
  const empty = step.instance.tokensIn(scopeNo).length === 0;
  if (holder) {
    const element = step.element(holder);
    if (holder.data.detour) {
      if (empty) endDetour(step, holder);
    } else if (empty) step.type(element).returned?.(step, holder, element);
    else step.type(element).childLeft?.(step, holder, element);
  } else if (empty && scopeNo === 0) endInstance(step, 'completed', step.instance.header.outcome);
}
