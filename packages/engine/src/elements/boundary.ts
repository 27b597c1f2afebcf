import { findElementType } from './registry.ts';
import type { CompiledElement, CompiledProcess } from '../model/compiled.ts';
import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import type { Report } from '../model/report.ts';

/** Whether a node is an event of this place with only this trigger, e.g. `bpmn:BoundaryEvent` and `Timer`. */
export function isEvent(node: ModdleNode, place: string, trigger: string): boolean {
  return node.$type === `bpmn:${place}` && eventDefinition(node)?.$type === `bpmn:${trigger}EventDefinition`;
}

/** A boundary event needs an activity that is run, beside it in the same process or subprocess. */
export function checkBoundary(element: CompiledElement, process: CompiledProcess, report: Report): void {
  const host = process.elements.get(element.attachedTo ?? '');
  if (!host || host.parent !== element.parent || !findElementType(host.kind)?.activity) {
    report.refuse(
      'boundary-host',
      element.id,
      `expected a boundary event on a task, call activity or subprocess, got one on ${host?.kind ?? 'nothing'}`,
    );
  }
  if (element.incoming.length > 0)
    report.refuse('boundary-incoming', element.id, 'expected no sequence flow into a boundary event, got one');
}

/** An event that always interrupts. */
export function checkInterrupts(element: CompiledElement, process: CompiledProcess, report: Report): void {
  checkBoundary(element, process, report);
  if (!element.interrupting) {
    report.refuse('non-interrupting', element.id, 'expected an interrupting event, got a non-interrupting one; use an escalation');
  }
}

/** A start event of this trigger begins only event subprocesses. */
export function checkInsideEventSubprocess(element: CompiledElement, process: CompiledProcess, report: Report): void {
  checkStart(element, process, report);
  if (process.elements.get(element.parent)?.kind !== 'event-subprocess') {
    report.refuse(
      'start-place',
      element.id,
      'expected this start event in an event subprocess, got it elsewhere; use a start event without trigger',
    );
  }
}

/** Nothing leads into a start event. */
export function checkStart(element: CompiledElement, _process: CompiledProcess, report: Report): void {
  if (element.incoming.length > 0) report.refuse('start-incoming', element.id, 'expected no sequence flow into a start event, got one');
}

/** Nothing leads out of an end event. */
export function checkEnd(element: CompiledElement, _process: CompiledProcess, report: Report): void {
  if (element.outgoing.length > 0) report.refuse('end-outgoing', element.id, 'expected no sequence flow out of an end event, got one');
}
