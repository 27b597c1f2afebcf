import type { CompiledElement } from '../model/compiled.ts';
import type { Variables } from '../types.ts';
import { complete } from './complete.ts';
import { evaluateProperties } from './enter.ts';
import { armInside } from './event-scope.ts';
import { failed } from './incident.ts';
import type { TokenRow } from './instance.ts';
import { scopePlace, startKey } from './scope-place.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';
import { removeToken, terminate, terminateOthers } from './terminate.ts';

/**
 * An event has happened for what waits under this number: a token's own event, one behind its event-based gateway, one on its
 * boundary, or the start of an event subprocess of the scope (`subprocess/start`).
 */
export function happen(step: Step, ownerNo: number, key: string, variables: Variables): void {
  if (key.includes('/')) return startEventSubprocess(step, ownerNo, key, variables);
  const token = step.instance.tokens.get(ownerNo);
  if (!token) return;
  if (key === token.element) complete(step, token, variables);
  else if (step.element(token).boundaries.includes(key)) boundaryHappened(step, token, key, variables);
  else choose(step, token, key, variables);
}

/** A boundary event: interrupting, its activity is cancelled; otherwise it goes on and may be met again. */
export function boundaryHappened(step: Step, host: TokenRow, boundaryId: string, variables: Variables): void {
  const boundary = step.element(host, boundaryId);
  if (boundary.interrupting) return interrupt(step, host, boundaryId, variables);
  fromBoundary(step, host, boundaryId, variables);
  const again = armAgain(step, host, boundary, boundaryId);
  if (again) boundaryHappened(step, host, boundaryId, again);
}

/** An interrupting boundary event: the activity is cancelled and the flow goes on behind the event. */
export function interrupt(step: Step, host: TokenRow, boundaryId: string, variables: Variables): void {
  terminate(step, host);
  fromBoundary(step, host, boundaryId, variables);
}

function fromBoundary(step: Step, host: TokenRow, boundaryId: string, variables: Variables): void {
  enterTriggered(
    step,
    spawn(step, { definitionId: host.definition_id, element: boundaryId, parentNo: host.parent_no, via: null }),
    variables,
  );
}

/** An event subprocess begins in its scope: interrupting, it ends everything else there; otherwise it runs beside it. */
export function startEventSubprocess(step: Step, scopeNo: number, key: string, variables: Variables): void {
  const place = scopePlace(step, scopeNo);
  const [id, startId] = key.split('/') as [string, string];
  const start = step.element(place, startId);
  if (start.interrupting) {
    terminateOthers(step, scopeNo, null);
    const inside = (row: { token_no: number; element: string }): boolean => row.token_no === scopeNo && row.element.includes('/');
    step.instance.timers.removeWhere(inside);
    step.instance.subscriptions.removeWhere(inside);
  }
  const token = spawn(step, { definitionId: place.definition_id, element: id, parentNo: scopeNo, via: null });
  token.state = 'waiting';
  evaluateProperties(step, token);
  const properties = Object.keys(token.properties).length > 0 ? { properties: token.properties } : {};
  step.record(token, 'entered', properties);
  enterTriggered(
    step,
    spawn(step, { definitionId: place.definition_id, element: startId, parentNo: token.token_no, via: null }),
    variables,
  );
  if (start.interrupting) return;
  const again = armAgain(step, place, start, startKey(id, startId));
  if (again) startEventSubprocess(step, scopeNo, key, again);
}

/** Waits once more for an event that interrupts nothing. @returns names when the next one is there already. */
function armAgain(step: Step, owner: TokenRow, event: CompiledElement, key: string): Variables | null {
  const type = step.type(event);
  return type.repeats ? (type.arm?.(step, owner, event, key)() ?? null) : null;
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
export function enterTriggered(step: Step, token: TokenRow, variables: Variables): void {
  step.instance.header.activations += 1;
  token.state = 'waiting';
  const mark = step.path.length;
  try {
    evaluateProperties(step, token);
    if (step.element(token).kind.endsWith('-start')) armInside(step, token);
  } catch (error) {
    step.path.length = mark;
    return failed(step, token, 'complete', error, { variables });
  }
  const properties = Object.keys(token.properties).length > 0 ? { properties: token.properties } : {};
  step.record(token, 'entered', { ...properties, ...(token.via ? { flow: token.via } : {}) });
  if (step.instance.tokens.get(token.token_no)) complete(step, token, variables);
}
