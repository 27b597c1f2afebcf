import { eventDefinition } from '../model/moddle.ts';
import { complete } from '../run/complete.ts';
import type { ElementType } from './element-type.ts';
import { readErrorCode } from './error-end.ts';
import { checkBoundary } from './timer-boundary.ts';

/** Boundary error event: catches an error of its activity, or of the process that its call activity called. Always interrupts. */
export const errorBoundary: ElementType = {
  kind: 'error-boundary',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:BoundaryEvent' && eventDefinition(node)?.$type === 'bpmn:ErrorEventDefinition',
  read(node, report) {
    if (String(eventDefinition(node)?.errorRef?.errorCode ?? '').startsWith('=')) {
      report.refuse('error-code', node.id, 'expected a literal error code of the boundary event, got FEEL');
    }
    return { errorCode: readErrorCode(node) };
  },
  check: checkBoundary,
  activate: (step, token) => complete(step, token),
};
