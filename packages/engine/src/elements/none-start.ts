import { complete } from '../run/complete.ts';
import type { ElementType } from './element-type.ts';

/** None start event: a process begins. */
export const noneStart: ElementType = {
  kind: 'none-start',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:StartEvent' && !node.eventDefinitions?.length,
  read(node, report) {
    if (node.incoming?.length) report.refuse('start-incoming', node.id, 'expected no sequence flow into a start event, got one');
    return null;
  },
  activate: (step, token) => complete(step, token),
};
