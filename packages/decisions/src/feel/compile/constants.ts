import type { Node } from '../ast.ts';
import { Run } from '../run.ts';
import type { Scope } from '../scope.ts';
import type { Value } from '../values/kind.ts';
import { compile } from './index.ts';

const nowhere: Scope = { find: () => undefined, findPath: () => undefined };

/** The value of an expression made of literals only, undefined for any other and for one that warns. */
export function constantOf(node: Node): Value | undefined {
  if (!isConstant(node)) return undefined;
  const run = new Run();
  const value = compile(node)(nowhere, run);
  return run.warnings.length === 0 ? value : undefined;
}

function isConstant(node: Node): boolean {
  switch (node.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
    case 'at':
      return true;
    case 'negate':
      return isConstant(node.operand);
    case 'range':
      return [node.low, node.high].every((bound) => bound === null || isConstant(bound));
    case 'list':
      return node.items.every(isConstant);
    default:
      return false;
  }
}
