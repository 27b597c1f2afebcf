import type { CompiledElement, CompiledProcess } from './compiled.ts';
import type { Report } from './report.ts';

/** Warns of elements no token reaches, of dead ends, and of loops without a way out. */
export function checkSoundness(process: CompiledProcess, report: Report): void {
  const reached = closure([process.start], (element) => [...element.outgoing.map((flow) => flow.target), ...element.boundaries], process);
  const sinks = [...process.elements.values()].filter((element) => element.outgoing.length === 0);
  const leaving = closure(
    sinks.map((element) => element.id),
    (element) => [...element.incoming.map((flow) => flow.source), ...(element.attachedTo ? [element.attachedTo] : [])],
    process,
  );
  for (const element of process.elements.values()) {
    if (!reached.has(element.id)) {
      report.warn('unreachable', element.id, 'expected a way from the start event to this element, got none');
    } else if (element.outgoing.length === 0 && !element.kind.endsWith('-end')) {
      report.warn('dead-end', element.id, 'expected an end event behind this element, got no sequence flow');
    } else if (!leaving.has(element.id)) {
      report.warn('no-way-out', element.id, 'expected a way from this element to an end event, got a loop');
    }
  }
}

function closure(from: string[], next: (element: CompiledElement) => string[], process: CompiledProcess): Set<string> {
  const seen = new Set(from);
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const element = process.elements.get(id);
    for (const neighbour of element ? next(element) : []) {
      if (!seen.has(neighbour)) {
        seen.add(neighbour);
        open.push(neighbour);
      }
    }
  }
  return seen;
}
