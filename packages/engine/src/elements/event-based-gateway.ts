import { choose } from '../run/trigger.ts';
import type { ElementType } from './element-type.ts';

const EVENTS = ['timer-catch', 'message-catch', 'signal-catch', 'conditional-catch', 'receive-task'];
/** A process begins with something from outside. */
const STARTS = ['message-catch', 'signal-catch', 'receive-task'];

interface GatewayDetails {
  instantiate: boolean;
  parallel: boolean;
}

/**
 * Event-based gateway: waits for the first of the events behind it. An instantiating one begins its process with the first event; if it
 * is parallel, the case then waits for the others too.
 * Source: BPMN 2.0.2, sections 10.6.6 and 13.4.4.
 */
export const eventBasedGateway: ElementType = {
  kind: 'event-based-gateway',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:EventBasedGateway',
  read(node, report): GatewayDetails {
    const parallel = node.eventGatewayType === 'Parallel';
    if (parallel && !node.instantiate) {
      report.refuse(
        'gateway-type',
        node.id,
        'expected an exclusive event-based gateway inside a process, got a parallel one; use receive tasks',
      );
    }
    return { instantiate: node.instantiate === true, parallel };
  },
  check(element, process, report) {
    const { instantiate } = element.details as GatewayDetails;
    if (instantiate && (element.incoming.length > 0 || element.parent !== '')) {
      report.refuse('start-place', element.id, 'expected nothing before a gateway that begins its process, got a flow or subprocess');
    }
    if (element.outgoing.length < 2) {
      report.refuse(
        'events-missing',
        element.id,
        `expected at least two events behind the event-based gateway, got ${element.outgoing.length}`,
      );
    }
    for (const flow of element.outgoing) {
      const target = process.elements.get(flow.target);
      if (
        !target ||
        !(instantiate ? STARTS : EVENTS).includes(target.kind) ||
        target.incoming.length !== 1 ||
        target.boundaries.length > 0 ||
        target.loop
      ) {
        report.refuse(
          'event-expected',
          flow.target,
          'expected a catching event or receive task that only the event-based gateway leads to (messages and signals, if it begins the process), got something else',
        );
      }
    }
  },
  activate(step, token, element) {
    const armed = element.outgoing.map((flow) => {
      const event = step.element(token, flow.target);
      return { event, arm: step.type(event).arm!(step, token, event) };
    });
    for (const { event, arm } of armed) {
      const variables = arm();
      if (variables) return choose(step, token, event.id, variables);
    }
  },
};
