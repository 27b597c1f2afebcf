import { createHash } from 'node:crypto';

/** Statements with a name that one process keeps; beyond, the names are given anew. */
const MOST_NAMES = 500;
const names = new Map<string, string>();

/** A statement of one of few shapes, planned once in each connection: under row-level security planning costs more than most answers. */
export function named(text: string, values: unknown[] = []): { name: string; text: string; values: unknown[] } {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= MOST_NAMES) names.clear();
    names.set(text, (name = `named-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`));
  }
  return { name, text, values };
}
