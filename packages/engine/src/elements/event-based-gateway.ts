import { choose } from '../run/trigger.ts';
import type { ElementType } from './element-type.ts';

const EVENTS = ['timer-catch', 'message-catch', 'signal-catch', 'conditional-catch', 'receive-task'];

/** Event-based gateway: waits for the first of the events behind it. */
export const eventBasedGateway: ElementType = {
  kind: 'event-based-gateway',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:EventBasedGateway',
  read(node, report) {
    if (node.eventGatewayType === 'Parallel' || node.instantiate) {
      report.refuse('gateway-type', node.id, 'expected an exclusive event-based gateway inside a process, got another kind');
    }
    return null;
  },
  check(element, process, report) {
    if (element.outgoing.length < 2) {
      report.refuse(
        'events-missing',
        element.id,
        `expected at least two events behind the event-based gateway, got ${element.outgoing.length}`,
      );
    }
    for (const flow of element.outgoing) {
      const target = process.elements.get(flow.target);
      if (!target || !EVENTS.includes(target.kind) || target.incoming.length !== 1 || target.boundaries.length > 0 || target.loop) {
        report.refuse(
          'event-expected',
          flow.target,
          'expected a catching event or receive task that only the event-based gateway leads to, got something else',
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
