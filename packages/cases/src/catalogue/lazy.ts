/** Computes a value once, when it is first asked for. */
export function lazy<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** A record whose values are computed when first read; its keys are known at once. */
export function lazyRecord<T>(makers: Record<string, () => T>): Record<string, T> {
  const record: Record<string, T> = {};
  for (const [key, make] of Object.entries(makers)) Object.defineProperty(record, key, { get: lazy(make), enumerable: true });
  return record;
}
