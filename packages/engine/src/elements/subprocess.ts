import type { CompiledElement } from '../model/compiled.ts';
import type { ModdleNode } from '../model/moddle.ts';
import { complete } from '../run/complete.ts';
import { dropCompensations } from '../run/compensations.ts';
import { openDataObjects } from '../run/data-objects.ts';
import type { TokenRow } from '../run/instance.ts';
import { spawn } from '../run/spawn.ts';
import type { Step } from '../run/step.ts';
import type { ElementType } from './element-type.ts';

/** Embedded subprocess: runs what is drawn inside, in a scope of its own that keeps only its mapped inputs. */
export const subprocess: ElementType = {
  kind: 'subprocess',
  activity: true,
  container: true,
  extensions: [],
  matches: (node) => node.$type === 'bpmn:SubProcess' && node.triggeredByEvent !== true,
  read: () => null,
  activate: openInside,
  returned: (step, token) => complete(step, token),
};

/** Transaction: a subprocess that a cancel end event inside undoes as a whole. */
export const transaction: ElementType = {
  ...subprocess,
  kind: 'transaction',
  matches: (node) => node.$type === 'bpmn:Transaction' && node.triggeredByEvent !== true,
};

/** Event subprocess: waits beside the flow and runs when its start event happens. It takes no mappings. */
export const eventSubprocess: ElementType = {
  kind: 'event-subprocess',
  container: true,
  extensions: [],
  matches: (node: ModdleNode) => node.$type === 'bpmn:SubProcess' && node.triggeredByEvent === true,
  read: () => null,
  check(element, _process, report) {
    if (element.incoming.length + element.outgoing.length > 0) {
      report.refuse('event-subprocess', element.id, 'expected no sequence flow at an event subprocess, got one');
    }
    const computed = Object.values(element.properties).some((property) => property.constant === null);
    if (element.inputs.length + element.outputs.length > 0 || computed) {
      report.refuse(
        'event-subprocess',
        element.id,
        'expected no mappings and only constant properties at an event subprocess, got some; map at its start event',
      );
    }
  },
  activate: openInside,
  returned(step, token) {
    // What was handed to a compensating one to undo, and was not, stays done.
    dropCompensations(step, token.token_no);
    complete(step, token);
  },
};

function openInside(step: Step, token: TokenRow, element: CompiledElement): void {
  openDataObjects(step, token, element);
  const { start } = step.definition(token.definition_id).containers.get(element.id)!;
  spawn(step, { definitionId: token.definition_id, element: start!, parentNo: token.token_no, via: null });
}
