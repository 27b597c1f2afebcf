import type { Node } from './model.ts';

/** Names a part of a form writes, those of its parts included; a list writes one name. */
export function namesOf(node: Node): string[] {
  switch (node.kind) {
    case 'field':
      return node.adds === null ? [node.name] : [node.name, node.adds.name];
    case 'list':
    case 'computed':
      return [node.name];
    case 'group':
      return node.parts.flatMap(namesOf);
    default:
      return [];
  }
}

/** A part and all parts inside it. */
export function partsOf(node: Node): Node[] {
  if (node.kind === 'group' || node.kind === 'list') return [node, ...node.parts.flatMap(partsOf)];
  if (node.kind === 'field' && node.adds !== null) return [node, ...partsOf(node.adds)];
  return [node];
}

/** All parts but those in rows: groups are opened, lists stay closed. */
export function outsideRows(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? [node, ...outsideRows(node.parts)] : [node]));
}

/** All names that stand in rows of the lists of a part, as conditions inside the rows use them. */
export function rowNames(node: Node): string[] {
  return partsOf(node).flatMap((part) => (part.kind === 'list' ? part.parts.flatMap(namesOf) : []));
}

/** True when a name read by an expression is one of these, lies below one of them, or above one. */
export function touches(read: readonly string[], names: ReadonlySet<string>): boolean {
  return read.some((name) => {
    if (names.has(name)) return true;
    for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) if (names.has(name.slice(0, at))) return true;
    for (const each of names) if (each.startsWith(`${name}.`)) return true;
    return false;
  });
}
