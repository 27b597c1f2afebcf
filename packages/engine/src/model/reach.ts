import type { CompiledElement, CompiledProcess } from './compiled.ts';

/** Where a token can go from an element inside its process or subprocess: over flows, boundary events and links. */
export function nextElements(process: CompiledProcess, element: CompiledElement): string[] {
  const link = element.kind === 'link-throw' ? linkTarget(process, element) : null;
  return [...element.outgoing.map((flow) => flow.target), ...element.boundaries, ...(link ? [link] : [])];
}

/** Link catch event with the name of a link throw event in the same process or subprocess. */
export function linkTarget(process: CompiledProcess, element: CompiledElement): string | null {
  const { link } = element.details as { link: string };
  const target = [...process.elements.values()].find(
    (other) => other.kind === 'link-catch' && other.parent === element.parent && (other.details as { link: string }).link === link,
  );
  return target?.id ?? null;
}

const reached = new WeakMap<CompiledProcess, Map<string, ReadonlySet<string>>>();

/** Elements that a token standing on `from` can still get to, computed once per process and element. */
export function reachable(process: CompiledProcess, from: string): ReadonlySet<string> {
  let known = reached.get(process);
  if (!known) reached.set(process, (known = new Map()));
  let seen = known.get(from) as Set<string> | undefined;
  if (seen) return seen;
  seen = new Set();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const element = process.elements.get(id);
    for (const next of element ? nextElements(process, element) : []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  known.set(from, seen);
  return seen;
}
