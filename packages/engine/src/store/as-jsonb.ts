/** What has been through this already: values are replaced, never changed in place. */
const known = new WeakSet<object>();

/**
 * A value as PostgreSQL gives it again after keeping it as `jsonb`: what JSON has, names ordered by length, then by bytes (PostgreSQL
 * documentation, section 8.14).
 */
export function asJsonb(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (known.has(value)) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return asJsonb(value.toJSON());
  const kept = Array.isArray(value) ? value.map((item) => asJsonb(item) ?? null) : contextOf(value as Record<string, unknown>);
  known.add(kept);
  return kept;
}

function contextOf(value: Record<string, unknown>): object {
  const entries: [string, unknown][] = [];
  for (const name of Object.keys(value)) {
    const inner = asJsonb(value[name]);
    if (inner !== undefined) entries.push([name, inner]);
  }
  return Object.fromEntries(entries.sort(byJsonb));
}

const ASCII = /^[\0-\x7f]*$/;

function byJsonb([one]: [string, unknown], [other]: [string, unknown]): number {
  if (ASCII.test(one) && ASCII.test(other)) return one.length - other.length || (one < other ? -1 : 1);
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length - b.length || a.compare(b);
}
