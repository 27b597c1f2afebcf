import type { CompiledElement, CompiledProcess } from '../model/compiled.ts';
import { eventDefinition } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import type { ElementType } from './element-type.ts';
import { armTimer, readTimer } from './timer-catch.ts';

/** Boundary timer event, interrupting: runs as long as its activity. */
export const timerBoundary: ElementType = {
  kind: 'timer-boundary',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:BoundaryEvent' && eventDefinition(node)?.$type === 'bpmn:TimerEventDefinition',
  read(node, report) {
    if (node.cancelActivity === false) {
      report.refuse(
        'non-interrupting',
        node.id,
        'expected an interrupting boundary event, got a non-interrupting one; use the property remind or expected',
      );
    }
    return readTimer(node, report);
  },
  check: checkBoundary,
  arm: armTimer,
  activate: (step, token) => complete(step, token),
};

/** A boundary event needs an activity that is run and a flow behind it. */
export function checkBoundary(element: CompiledElement, process: CompiledProcess, report: Report): void {
  const host = process.elements.get(element.attachedTo ?? '');
  if (!host || !['user-task', 'service-task', 'call-activity'].includes(host.kind)) {
    report.refuse(
      'boundary-host',
      element.id,
      `expected a boundary event on a user task, service task or call activity, got one on ${host?.kind ?? 'nothing'}`,
    );
  }
  if (element.incoming.length > 0)
    report.refuse('boundary-incoming', element.id, 'expected no sequence flow into a boundary event, got one');
}
