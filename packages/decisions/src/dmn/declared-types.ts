import type { Node, TypeNode } from '../feel/ast.ts';
import { conforms } from '../feel/compile/types.ts';
import { children } from '../feel/names.ts';
import type { Value } from '../feel/values/kind.ts';
import type { ItemType, ItemTypes } from './item-types.ts';

/** Puts the types declared in a decision file in place of their names, in the node itself. */
export function declareTypes(node: Node, types: ItemTypes | undefined): Node {
  if (types === undefined) return node;
  if (node.kind === 'instance') node.type = declared(node.type, types);
  if (node.kind === 'function') {
    for (const parameter of node.parameters) {
      if (parameter.type !== null) parameter.type = declared(parameter.type, types);
    }
  }
  for (const child of children(node)) declareTypes(child, types);
  return node;
}

function declared(type: TypeNode, types: ItemTypes): TypeNode {
  switch (type.kind) {
    case 'named': {
      if (!types.isDeclared(type.name)) return type;
      const found = types.find(type.name);
      return { kind: 'declared', name: type.name, includes: (value) => belongs(value, found) };
    }
    case 'list':
    case 'range':
      return { ...type, element: declared(type.element, types) };
    case 'context':
      return { ...type, entries: type.entries.map((entry) => ({ ...entry, type: declared(entry.type, types) })) };
    case 'function':
      return { ...type, parameters: type.parameters.map((parameter) => declared(parameter, types)), result: declared(type.result, types) };
    case 'declared':
      return type;
  }
}

/** Whether a value is of a declared type as it stands, without conversions; allowed values do not count. */
function belongs(value: Value, type: ItemType | null): boolean {
  if (type === null || value === null) return true;
  if (type.isCollection) {
    const single = { ...type, isCollection: false };
    return Array.isArray(value) && value.every((item) => belongs(item, single));
  }
  if (type.components !== null) {
    return (
      value instanceof Map && type.components.every(({ name, type: part }) => value.has(name) && belongs(value.get(name) ?? null, part))
    );
  }
  return type.basic === null || conforms(value, { kind: 'named', name: type.basic });
}
