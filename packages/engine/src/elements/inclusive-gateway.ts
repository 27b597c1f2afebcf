import { complete } from '../run/complete.ts';
import { evaluate } from '../run/context.ts';
import { StepFailure } from '../run/failure.ts';
import type { ElementType } from './element-type.ts';
import { checkChoice } from './exclusive-gateway.ts';

/**
 * Inclusive gateway. Out: every flow whose condition is true, else the default flow. In: waits until no token of its process or
 * subprocess can still reach it, then goes on once.
 * Source: BPMN 2.0.2, section 13.4.3.
 */
export const inclusiveGateway: ElementType = {
  kind: 'inclusive-gateway',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:InclusiveGateway',
  read: (node) => ({ defaultFlow: node.default?.id ?? null }),
  check: checkChoice,
  activate(step, token, element) {
    if (element.incoming.length < 2) return complete(step, token);
    token.state = 'joining';
    step.instance.tokens.put(token);
  },
  flows(step, token, element) {
    const { defaultFlow } = element.details as { defaultFlow: string | null };
    if (element.outgoing.length < 2) return element.outgoing;
    const chosen = element.outgoing.filter(
      (flow) => flow.id !== defaultFlow && flow.condition && evaluate(step, token, flow.condition) === true,
    );
    const otherwise = element.outgoing.filter((flow) => flow.id === defaultFlow);
    if (chosen.length + otherwise.length === 0) throw new StepFailure('no-flow', 'expected a flow whose condition is true, got none');
    return chosen.length > 0 ? chosen : otherwise;
  },
};
