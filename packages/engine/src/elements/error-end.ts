import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import { StepFailure } from '../run/failure.ts';
import { throwError } from '../run/throw-error.ts';
import type { ElementType } from './element-type.ts';

/** Error end event: the error goes to the call activities above; nobody catches it: an incident. */
export const errorEnd: ElementType = {
  kind: 'error-end',
  extensions: [],
  matches: (node) => node.$type === 'bpmn:EndEvent' && eventDefinition(node)?.$type === 'bpmn:ErrorEventDefinition',
  read(node, report) {
    const errorCode = readErrorCode(node);
    if (!errorCode) report.refuse('error-code', node.id, 'expected a literal error code of the error end event, got none');
    return { errorCode };
  },
  activate(step, token, element) {
    const { errorCode } = element.details as { errorCode: string };
    const caller = step.instance.tokens.get(token.parent_no);
    if (!caller || !throwError(step, caller, errorCode, {})) {
      throw new StepFailure('uncaught-error', `expected a boundary event for error ${errorCode} on a call activity above, got none`);
    }
  },
};

/** Literal error code of an error event; null when it names none. FEEL is not read. */
export function readErrorCode(node: ModdleNode): string | null {
  const code: string | undefined = eventDefinition(node)?.errorRef?.errorCode;
  return code && !code.startsWith('=') ? code : null;
}
