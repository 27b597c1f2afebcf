import type { CompiledElement } from '../model/compiled.ts';
import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import { complete } from '../run/complete.ts';
import { compensate } from '../run/compensate.ts';
import { checkBoundary, checkEnd, checkInsideEventSubprocess, isEvent } from './boundary.ts';
import type { ElementType } from './element-type.ts';
import { begin } from './none-start.ts';

/** Compensation throw event: what has completed in its scope is undone by its handlers, the last one first; then it goes on. */
export const compensationThrow: ElementType = {
  kind: 'compensation-throw',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateThrowEvent', 'Compensate'),
  read: readActivity,
  activate: (step, token, element) => compensate(step, token, activityOf(element)),
  returned: (step, token) => compensate(step, token, null, 'next'),
};

/** Compensation end event: as the throw event, then the token ends. */
export const compensationEnd: ElementType = {
  kind: 'compensation-end',
  extensions: [],
  matches: (node) => isEvent(node, 'EndEvent', 'Compensate'),
  read: readActivity,
  check: checkEnd,
  activate: (step, token, element) => compensate(step, token, activityOf(element)),
  returned: (step, token) => compensate(step, token, null, 'next'),
};

/** Boundary compensation event: its association leads to the handler that undoes its activity. Never entered itself. */
export const compensationBoundary: ElementType = {
  kind: 'compensation-boundary',
  extensions: [],
  matches: (node) => isEvent(node, 'BoundaryEvent', 'Compensate'),
  read: () => null,
  check(element, process, report) {
    checkBoundary(element, process, report);
    const handler = process.elements.get(process.associations.get(element.id) ?? '');
    if (!handler?.forCompensation || handler.parent !== element.parent) {
      report.refuse('compensation', element.id, 'expected an association to an activity for compensation beside it, got none');
    }
    if (element.outgoing.length > 0) report.refuse('compensation', element.id, 'expected an association out of it, got a sequence flow');
  },
  activate: (step, token) => complete(step, token),
};

/**
 * Compensation start event: its event subprocess undoes the completed subprocess around it, instead of the handlers inside, which it may
 * call by a compensation throw event of its own. It sees the names its subprocess had in the end.
 */
export const compensationStart: ElementType = {
  kind: 'compensation-start',
  extensions: [],
  matches: (node) => isEvent(node, 'StartEvent', 'Compensate'),
  read: () => null,
  check(element, process, report) {
    checkInsideEventSubprocess(element, process, report);
    const around = process.elements.get(process.elements.get(element.parent)?.parent ?? '');
    if (!around) {
      report.refuse(
        'compensation',
        element.id,
        'expected a compensation event subprocess inside a subprocess, got it in a process; use a compensation boundary event on its call activity',
      );
    } else if (around.boundaries.some((id) => process.elements.get(id)?.kind === 'compensation-boundary')) {
      report.refuse(
        'compensation',
        element.id,
        'expected one handler of a subprocess, got an event subprocess and a boundary event; use one',
      );
    }
    if (!element.interrupting)
      report.refuse('non-interrupting', element.id, 'expected a compensation start event that interrupts, got another');
  },
  activate: begin,
};

function readActivity(node: ModdleNode): { activity: string | null } {
  return { activity: eventDefinition(node)?.activityRef?.id ?? null };
}

function activityOf(element: CompiledElement): string | null {
  return (element.details as { activity: string | null }).activity;
}
