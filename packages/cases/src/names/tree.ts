/** A tree of names: `{ person: { officialName: … } }` addressed by dotted names. */
export type Tree = Record<string, unknown>;

/** Reads `person.officialName` from a tree; undefined when a part is missing. */
export function readName(tree: Tree, name: string): unknown {
  let value: unknown = tree;
  for (const part of name.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, part) ? (value as Tree)[part] : undefined;
  }
  return value;
}

/** Writes a dotted name into a tree in place, making the parts on the way. Names that could reach a prototype are refused. */
export function writeName(tree: Tree, name: string, value: unknown): void {
  const parts = name.split('.');
  if (parts.some((part) => part === '__proto__' || part === 'constructor' || part === 'prototype')) return;
  let at = tree;
  for (const part of parts.slice(0, -1)) {
    const next = at[part];
    if (next === null || typeof next !== 'object' || Array.isArray(next)) at[part] = {};
    at = at[part] as Tree;
  }
  at[parts.at(-1)!] = value;
}

/** A copy of the tree with the answers (by dotted name) laid over it. */
export function withAnswers(tree: Tree, answers: Record<string, unknown>): Tree {
  const copy = structuredClone(tree);
  for (const [name, value] of Object.entries(answers)) writeName(copy, name, value);
  return copy;
}
