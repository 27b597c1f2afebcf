import type { Node, TypeNode } from '../feel/ast.ts';
import { children } from '../feel/names.ts';
import { typeNodeOf } from './item-types.ts';
import type { ItemTypes } from './item-types.ts';

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
    case 'named':
      // Allowed values do not count: a value is of a type by its structure.
      return types.isDeclared(type.name) ? typeNodeOf(types.find(type.name)) : type;
    case 'list':
    case 'range':
      return { ...type, element: declared(type.element, types) };
    case 'context':
      return { ...type, entries: type.entries.map((entry) => ({ ...entry, type: declared(entry.type, types) })) };
    case 'function':
      return { ...type, parameters: type.parameters.map((parameter) => declared(parameter, types)), result: declared(type.result, types) };
  }
}
