import { startGateway } from '../model/starts.ts';
import type { Variables } from '../types.ts';
import { openEvents } from './event-scope.ts';
import type { TokenRow } from './instance.ts';
import { spawn } from './spawn.ts';
import type { Step } from './step.ts';
import { choose, enterTriggered } from './trigger.ts';

/** A process begins with an event that has happened: a start event, a receive task, or one behind an instantiating gateway. */
export function beginAt(step: Step, place: { definitionId: string; parentNo: number; element: string }, variables: Variables): void {
  const process = step.definition(place.definitionId);
  const element = process.elements.get(place.element)!;
  const gateway = startGateway(process, element);
  const token = spawn(step, { ...place, element: gateway?.id ?? element.id, via: null });
  if (element.kind.endsWith('-start')) return enterTriggered(step, token, variables);
  token.state = 'waiting';
  openEvents(step, token);
  if (!step.instance.tokens.get(token.token_no)) return;
  if (!gateway) return enterTriggered(step, token, variables);
  if ((gateway.details as { parallel: boolean }).parallel) awaitOthers(step, token, element.id);
  step.record(token, 'entered');
  choose(step, token, element.id, variables);
}

/** A parallel instantiating gateway: the other events are waited for as well. */
function awaitOthers(step: Step, gateway: TokenRow, begun: string): void {
  for (const flow of step.element(gateway).outgoing) {
    if (flow.target === begun) continue;
    spawn(step, { definitionId: gateway.definition_id, element: flow.target, parentNo: gateway.parent_no, via: flow.id });
  }
}
