import type { Mapping } from '../model/compiled.ts';
import type { Variables } from '../types.ts';

/** Evaluates mappings in order into a new context; a dotted target fills contexts on the way. */
export function applyMappings(mappings: readonly Mapping[], evaluateSource: (mapping: Mapping, sofar: Variables) => unknown): Variables {
  const result: Variables = {};
  for (const mapping of mappings) write(result, mapping.target, evaluateSource(mapping, result));
  return result;
}

function write(into: Variables, path: readonly string[], value: unknown): void {
  let place = into;
  for (const name of path.slice(0, -1)) {
    const next = place[name];
    place = place[name] = isContext(next) ? { ...next } : {};
  }
  place[path.at(-1)!] = value;
}

/** Writes names into a scope: contexts of dotted targets are filled up, everything else is replaced. */
export function merge(into: Variables, names: Variables, mappings: readonly Mapping[]): void {
  const dotted = new Set(mappings.filter((mapping) => mapping.target.length > 1).map((mapping) => mapping.target[0]!));
  for (const [name, value] of Object.entries(names)) {
    into[name] = dotted.has(name) && isContext(into[name]) && isContext(value) ? mergeDeep(into[name], value) : value;
  }
}

function mergeDeep(old: Variables, added: Variables): Variables {
  const result = { ...old };
  for (const [name, value] of Object.entries(added)) {
    const before = result[name];
    result[name] = isContext(before) && isContext(value) ? mergeDeep(before, value) : value;
  }
  return result;
}

function isContext(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
