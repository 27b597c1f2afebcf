import type { Variables } from '../types.ts';
import { complete } from './complete.ts';
import { bounded, evaluate } from './context.ts';
import { failed } from './incident.ts';
import type { TokenRow } from './instance.ts';
import { StepFailure } from './failure.ts';
import { openLoop } from './loop.ts';
import { scopeOf } from './scope.ts';
import { LIMITS } from '../limits.ts';
import { applyMappings } from './mapping.ts';
import type { Step } from './step.ts';
import { boundaryHappened } from './trigger.ts';

/**
 * Life cycle, first half: a ready token evaluates its properties and inputs, arms the boundary events, and activates its element,
 * which waits or completes at once. With a loop marker the token holds the rounds: it has the boundary events, each round the inputs.
 * A failure leaves the token failed with an incident and nothing half done.
 */
export function enter(step: Step, token: TokenRow): void {
  const mark = step.path.length;
  try {
    begin(step, token);
  } catch (error) {
    step.path.length = mark;
    failed(step, token, 'enter', error);
  }
}

function begin(step: Step, token: TokenRow): void {
  const element = step.element(token);
  if (token.path.split('/').length > LIMITS.depth) {
    throw new StepFailure('scope-depth', `expected at most ${LIMITS.depth} subprocesses, calls and loops inside each other, got more`);
  }
  if (element.loop && token.part !== 'item') token.part = 'loop';
  evaluateProperties(step, token);
  if (token.part !== 'loop') openNames(step, token);
  const boundaries = token.part === 'item' ? [] : element.boundaries.map((id) => step.element(token, id));
  const armed = boundaries.map((boundary) => ({ boundary, arm: step.type(boundary).arm?.(step, token, boundary) }));
  token.state = 'waiting';
  token.entered_at = step.now;
  step.instance.tokens.put(token);
  const flow = token.via ? { flow: token.via } : {};
  const properties = Object.keys(token.properties).length > 0 ? { properties: token.properties } : {};
  step.record(token, 'entered', { ...properties, ...flow });
  const happened: { id: string; variables: Variables }[] = [];
  for (const { boundary, arm } of armed) {
    const variables = arm?.() ?? null;
    if (variables) happened.push({ id: boundary.id, variables });
  }
  if (token.part === 'loop') {
    const nothingToDo = openLoop(step, token, element);
    if (nothingToDo) complete(step, token, nothingToDo);
  } else step.type(element).activate(step, token, element);
  for (const { id, variables } of happened) {
    if (step.instance.tokens.get(token.token_no)) boundaryHappened(step, token, id, variables);
  }
}

/** Local names: those the token was made with, then its mapped inputs. */
function openNames(step: Step, token: TokenRow): void {
  const element = step.element(token);
  const { seed } = token.data;
  if (seed) step.instance.scopes.put({ ...step.instance.scope(token.token_no), data: { ...seed } });
  if (element.inputs.length === 0) return;
  const inputs = applyMappings(element.inputs, (mapping, sofar) => evaluate(step, token, mapping.source, sofar));
  step.instance.scopes.put({ ...step.instance.scope(token.token_no), data: scopeOf({ ...seed, ...inputs }) });
}

/** Properties written in FEEL are evaluated once, on entering; other values than texts become JSON text. */
export function evaluateProperties(step: Step, token: TokenRow): void {
  const { properties } = step.element(token);
  if (Object.keys(properties).length === 0) return void (token.properties = {});
  const inputs = Object.entries(properties).map(([name, expression]) => {
    const value = bounded(evaluate(step, token, expression), `property ${name}`, LIMITS.text);
    return [name, typeof value === 'string' ? value : JSON.stringify(value ?? null)] as const;
  });
  token.properties = Object.fromEntries(inputs);
}
