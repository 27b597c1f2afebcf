import { LIMITS } from '../limits.ts';

/** Sizes of lists and contexts that have been measured: values are replaced, never changed in place. */
const known = new WeakMap<object, number>();

/**
 * About how many characters a value has as JSON, without making it; Infinity beyond `limit` or nested too deeply. Looks at no more than
 * is needed to know that it is too large.
 */
export function sizeOf(value: unknown, limit: number = Infinity, depth = 0): number {
  if (typeof value === 'string') return value.length + 2 > limit ? Infinity : value.length + 2;
  if (typeof value !== 'object' || value === null) return 5;
  const before = known.get(value);
  if (before !== undefined) return before > limit ? Infinity : before;
  if (depth >= LIMITS.nesting) return Infinity;
  let size = 2;
  if (Array.isArray(value)) {
    if (value.length * 2 > limit) return Infinity;
    for (const item of value) if ((size += sizeOf(item, limit - size, depth + 1) + 1) > limit) return Infinity;
  } else {
    for (const name in value) {
      size += name.length + 4;
      if ((size += sizeOf((value as Record<string, unknown>)[name], limit - size, depth + 1)) > limit) return Infinity;
    }
  }
  // Small ones are measured again as fast as they are remembered.
  if (size > 200) known.set(value, size);
  return size;
}

/** Whether names can stand in one scope. */
export function fitsScope(names: Record<string, unknown>): boolean {
  let size = 2;
  let count = 0;
  for (const name in names) {
    count += 1;
    size += name.length + 4 + sizeOf(names[name], LIMITS.characters);
    if (size > LIMITS.characters || count > LIMITS.names) return false;
  }
  return true;
}
