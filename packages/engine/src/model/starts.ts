import type { CompiledElement, CompiledProcess } from './compiled.ts';

/** Elements that begin a process: start events, instantiating receive tasks, and events behind an instantiating event-based gateway. */
export function processStarts(process: CompiledProcess): CompiledElement[] {
  return [...process.elements.values()].filter(
    (element) => element.parent === '' && (element.kind.endsWith('-start') || instantiates(element) || startGateway(process, element)),
  );
}

/** The instantiating event-based gateway that an event stands behind. */
export function startGateway(process: CompiledProcess, element: CompiledElement): CompiledElement | null {
  const source = element.incoming.length === 1 ? process.elements.get(element.incoming[0]!.source) : undefined;
  return source?.kind === 'event-based-gateway' && instantiates(source) ? source : null;
}

/** Whether a receive task or event-based gateway begins its process. */
export function instantiates(element: CompiledElement): boolean {
  return (element.details as { instantiate?: boolean } | null)?.instantiate === true;
}
