import type { CompiledElement, CompiledProcess } from './compiled.ts';
import { instantiates } from './starts.ts';
import { nextElements } from './reach.ts';
import type { Report } from './report.ts';

/** Warns of elements no token reaches, of dead ends, and of loops without a way out; each process and subprocess for itself. */
export function checkSoundness(process: CompiledProcess, report: Report): void {
  const all = [...process.elements.values()];
  const entries = all.filter((element) => isEntry(process, element)).map((element) => element.id);
  const reached = closure(entries, (id) => nextElements(process, process.elements.get(id)!));
  const backwards = new Map<string, string[]>();
  for (const element of all) {
    for (const next of nextElements(process, element)) backwards.set(next, [...(backwards.get(next) ?? []), element.id]);
  }
  const sinks = all.filter((element) => nextElements(process, element).length === element.boundaries.length);
  const leaving = closure(
    sinks.map((element) => element.id),
    (id) => backwards.get(id) ?? [],
  );
  for (const element of all) {
    const adHoc = process.elements.get(element.parent)?.kind === 'ad-hoc-subprocess';
    if (!reached.has(element.id)) {
      report.warn('unreachable', element.id, 'expected a way from the start event to this element, got none');
    } else if (element.outgoing.length === 0 && !mayEnd(element) && !adHoc) {
      report.warn('dead-end', element.id, 'expected an end event behind this element, got no sequence flow');
    } else if (!leaving.has(element.id)) {
      report.warn('no-way-out', element.id, 'expected a way from this element to an end event, got a loop');
    }
  }
}

function isEntry(process: CompiledProcess, element: CompiledElement): boolean {
  const inAdHoc =
    process.elements.get(element.parent)?.kind === 'ad-hoc-subprocess' && element.incoming.length === 0 && !element.attachedTo;
  return (
    element.kind.endsWith('-start') || instantiates(element) || element.kind === 'event-subprocess' || element.forCompensation || inAdHoc
  );
}

function mayEnd(element: CompiledElement): boolean {
  return (
    element.kind.endsWith('-end') ||
    ['event-subprocess', 'link-throw', 'compensation-boundary'].includes(element.kind) ||
    element.forCompensation
  );
}

function closure(from: string[], next: (id: string) => string[]): Set<string> {
  const seen = new Set(from);
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const neighbour of next(id)) {
      if (!seen.has(neighbour)) {
        seen.add(neighbour);
        open.push(neighbour);
      }
    }
  }
  return seen;
}
