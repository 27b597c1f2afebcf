interface Dated {
  from: string;
  until?: string | undefined;
}

/** The entry in force on an ISO day: the last with `from ≤ day ≤ until`; entries are appended, never changed. */
export function inForce<T extends Dated>(entries: readonly T[], day: string): T | null {
  let found: T | null = null;
  for (const entry of entries) {
    if (entry.from > day || (entry.until !== undefined && entry.until < day)) continue;
    if (!found || entry.from >= found.from) found = entry;
  }
  return found;
}

/** Entries in force by key, each the last one of its key. */
export function inForceBy<T extends Dated>(entries: readonly T[], key: (entry: T) => string, day: string): Map<string, T> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(key(entry));
    if (group) group.push(entry);
    else groups.set(key(entry), [entry]);
  }
  const found = new Map<string, T>();
  for (const [name, group] of groups) {
    const entry = inForce(group, day);
    if (entry) found.set(name, entry);
  }
  return found;
}
