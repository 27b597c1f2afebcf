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
