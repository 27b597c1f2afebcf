import { complete } from '../run/complete.ts';
import { openEvents } from '../run/event-scope.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import type { ElementType } from './element-type.ts';

/** None start event: a process or subprocess begins. */
export const noneStart: ElementType = {
  kind: 'none-start',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:StartEvent' && !node.eventDefinitions?.length,
  read(node, report) {
    if (node.incoming?.length) report.refuse('start-incoming', node.id, 'expected no sequence flow into a start event, got one');
    return null;
  },
  activate: begin,
};

/** A process or subprocess begins: its event subprocesses wait from now on. */
export function begin(step: Step, token: TokenRow): void {
  openEvents(step, token);
  if (step.instance.tokens.get(token.token_no)) complete(step, token);
}
