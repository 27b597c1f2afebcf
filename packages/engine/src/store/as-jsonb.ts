/**
 * A copy of a value as PostgreSQL gives it again after keeping it as `jsonb`: what JSON has, names ordered by length, then by bytes
 * (PostgreSQL documentation, section 8.14).
 */
export function asJsonb(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (Array.isArray(value)) return value.map((item) => asJsonb(item) ?? null);
  if ('toJSON' in value && typeof value.toJSON === 'function') return asJsonb(value.toJSON());
  return contextOf(value as Record<string, unknown>);
}

function contextOf(value: Record<string, unknown>): object {
  const names = Object.keys(value);
  // Most have been in the database before: to look costs less than to sort.
  for (let at = 1; at < names.length; at += 1) {
    if (byJsonb(names[at - 1]!, names[at]!) <= 0) continue;
    names.sort(byJsonb);
    break;
  }
  const kept: Record<string, unknown> = {};
  for (const name of names) {
    const inner = asJsonb(value[name]);
    if (inner === undefined) continue;
    if (name === '__proto__') Object.defineProperty(kept, name, { value: inner, enumerable: true, configurable: true, writable: true });
    else kept[name] = inner;
  }
  return kept;
}

const ASCII = /^[\0-\x7f]*$/;

function byJsonb(one: string, other: string): number {
  if (ASCII.test(one) && ASCII.test(other)) return one.length - other.length || (one < other ? -1 : 1);
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length - b.length || a.compare(b);
}
