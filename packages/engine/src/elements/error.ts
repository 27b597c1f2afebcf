import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { StepFailure } from '../run/failure.ts';
import { throwError } from '../run/throw-error.ts';
import { checkEnd, checkInsideEventSubprocess, checkInterrupts, isEvent } from './boundary.ts';
import type { ElementType } from './element-type.ts';
import { begin } from './none-start.ts';

/** Boundary error event: catches an error of its activity, or of what runs inside its subprocess or call. Always interrupts. */
export const errorBoundary: ElementType = {
  kind: 'error-boundary',
  extensions: [],
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Error'),
  read: readCatch,
  check: checkInterrupts,
  activate: (step, token) => complete(step, token),
};

/** Error start event of an event subprocess: catches errors of its scope before the boundary events around. Always interrupts. */
export const errorStart: ElementType = {
  kind: 'error-start',
  extensions: [],
  matches: (node) => isEvent(node, 'StartEvent', 'Error'),
  read: readCatch,
  check(element, process, report) {
    checkInsideEventSubprocess(element, process, report);
    if (!element.interrupting)
      report.refuse('non-interrupting', element.id, 'expected an interrupting start event of an error, got another; use an escalation');
  },
  activate: begin,
};

/** Error end event: the error goes to event subprocesses, boundary events and calls above; nobody catches it: an incident. */
export const errorEnd: ElementType = {
  kind: 'error-end',
  extensions: [],
  matches: (node) => isEvent(node, 'EndEvent', 'Error'),
  read(node, report) {
    const errorCode = readErrorCode(node);
    if (!errorCode) report.refuse('error-code', node.id, 'expected a literal error code of the error end event, got none');
    return { errorCode };
  },
  check: checkEnd,
  activate(step, token, element) {
    const { errorCode } = element.details as { errorCode: string };
    if (throwError(step, token, errorCode, { ...step.instance.scopes.get(token.token_no)?.data })) return;
    throw new StepFailure('uncaught-error', `expected a boundary event or event subprocess for error ${errorCode} above, got none`);
  },
};

function readCatch(node: ModdleNode, report: Report): { errorCode: string | null } {
  if (String(eventDefinition(node)?.errorRef?.errorCode ?? '').startsWith('=')) {
    report.refuse('error-code', node.id, 'expected a literal error code of the catching event, got FEEL');
  }
  return { errorCode: readErrorCode(node) };
}

/** Literal error code of an error event; null when it names none. FEEL is not read. */
function readErrorCode(node: ModdleNode): string | null {
  const code: string | undefined = eventDefinition(node)?.errorRef?.errorCode;
  return code && !code.startsWith('=') ? code : null;
}
