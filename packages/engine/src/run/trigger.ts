import type { Variables } from '../types.ts';
import { evaluateProperties } from './enter.ts';
import { failed } from './incident.ts';
import { complete } from './complete.ts';
import type { TokenRow } from './instance.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';
import { removeToken, terminate } from './terminate.ts';

/** An event has happened for a waiting token: its own, one behind its event-based gateway, or one on its boundary. */
export function trigger(step: Step, token: TokenRow, elementId: string, variables: Variables): void {
  const element = step.element(token);
  if (elementId === token.element) complete(step, token, variables);
  else if (element.boundaries.includes(elementId)) interrupt(step, token, elementId, variables);
  else choose(step, token, elementId, variables);
}

/** An interrupting boundary event: the activity is cancelled and the flow goes on behind the event. */
export function interrupt(step: Step, host: TokenRow, boundaryId: string, variables: Variables): void {
  terminate(step, host);
  enterTriggered(
    step,
    spawn(step, { definitionId: host.definition_id, element: boundaryId, parentNo: host.parent_no, via: null }),
    variables,
  );
}

/** The first event behind an event-based gateway has happened; the others are no longer waited for. */
export function choose(step: Step, gateway: TokenRow, elementId: string, variables: Variables): void {
  const flow = step.element(gateway).outgoing.find((candidate) => candidate.target === elementId);
  const chosen = spawn(step, {
    definitionId: gateway.definition_id,
    element: elementId,
    parentNo: gateway.parent_no,
    via: flow?.id ?? null,
  });
  step.record(gateway, 'completed');
  removeToken(step, gateway);
  enterTriggered(step, chosen, variables);
}

/** Enters an event that has already happened: it does not wait. */
function enterTriggered(step: Step, token: TokenRow, variables: Variables): void {
  step.instance.header.activations += 1;
  token.state = 'waiting';
  const mark = step.path.length;
  try {
    evaluateProperties(step, token);
  } catch (error) {
    step.path.length = mark;
    return failed(step, token, 'complete', error, { variables });
  }
  const properties = Object.keys(token.properties).length > 0 ? { properties: token.properties } : {};
  step.record(token, 'entered', { ...properties, ...(token.via ? { flow: token.via } : {}) });
  complete(step, token, variables);
}
