import { complete } from '../run/complete.ts';
import { endInstance } from '../run/terminate.ts';
import type { ElementType } from './element-type.ts';

/**
 * None end event: the token ends. Property `outcome` (main process) names the result of the instance; property `closes-case` ends the
 * whole instance with that outcome, from a called process too.
 */
export const noneEnd: ElementType = {
  kind: 'none-end',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:EndEvent' && !node.eventDefinitions?.length,
  read(node, report) {
    if (node.outgoing?.length) report.refuse('end-outgoing', node.id, 'expected no sequence flow out of an end event, got one');
    return null;
  },
  activate: (step, token) => complete(step, token),
  completed(step, token) {
    const { outcome } = token.properties;
    const closes = token.properties['closes-case'];
    if (outcome && token.parent_no === 0) step.instance.header.outcome = outcome;
    if (!closes) return;
    step.instance.tokens.remove(token.token_no);
    endInstance(step, 'completed', closes);
    return 'ended';
  },
};
