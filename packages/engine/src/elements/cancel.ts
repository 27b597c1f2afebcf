import { complete } from '../run/complete.ts';
import { compensate } from '../run/compensate.ts';
import type { TokenRow } from '../run/instance.ts';
import type { Step } from '../run/step.ts';
import { terminateOthers } from '../run/terminate.ts';
import { interrupt } from '../run/trigger.ts';
import { checkEnd, checkInterrupts, isEvent } from './boundary.ts';
import type { ElementType } from './element-type.ts';

/** Cancel end event of a transaction: ends what runs in it, undoes what has completed, and leaves by the cancel boundary event. */
export const cancelEnd: ElementType = {
  kind: 'cancel-end',
  extensions: [],
  matches: (node) => isEvent(node, 'EndEvent', 'Cancel'),
  read: () => null,
  check(element, process, report) {
    checkEnd(element, process, report);
    const transaction = process.elements.get(element.parent);
    const caught = transaction?.boundaries.some((id) => process.elements.get(id)?.kind === 'cancel-boundary');
    if (transaction?.kind !== 'transaction' || !caught) {
      report.refuse(
        'cancel-place',
        element.id,
        'expected a cancel end event inside a transaction with a cancel boundary event, got it elsewhere; use an error',
      );
    }
  },
  activate(step, token) {
    terminateOthers(step, token.parent_no, token);
    compensate(step, token, null, 'first', leaveTransaction);
  },
  returned: (step, token) => compensate(step, token, null, 'next', leaveTransaction),
};

/** Cancel boundary event of a transaction. */
export const cancelBoundary: ElementType = {
  kind: 'cancel-boundary',
  extensions: [],
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Cancel'),
  read: () => null,
  check(element, process, report) {
    checkInterrupts(element, process, report);
    if (process.elements.get(element.attachedTo ?? '')?.kind !== 'transaction') {
      report.refuse('cancel-place', element.id, 'expected a cancel boundary event on a transaction, got it elsewhere; use an error');
    }
  },
  activate: (step, token) => complete(step, token),
};

function leaveTransaction(step: Step, token: TokenRow): void {
  const inner = step.instance.tokens.get(token.parent_no)!;
  const outer = inner.part === 'item' ? step.instance.tokens.get(inner.parent_no)! : inner;
  const boundary = step.element(outer).boundaries.find((id) => step.element(outer, id).kind === 'cancel-boundary')!;
  step.record(token, 'completed');
  interrupt(step, outer, boundary, {});
}
