import type { Node, NodeOf } from '../ast.ts';
import { children } from '../names.ts';
import { VariableScope } from '../scope.ts';
import type { Scope } from '../scope.ts';
import type { Run } from '../run.ts';
import type { Value } from '../values/kind.ts';
import { compile } from './index.ts';

/** Another reading of an operation: undefined where it is none. */
type Reading = (scope: Scope, run: Run) => Value | undefined;

const joinedName = '\u0000';

/**
 * What looks like an operation may be one name: `p.first-name` where only the data tells that `p` has such an entry (DMN
 * 1.5, section 10.3.1.5). Null where the form does not allow it. It is looked for only where the operation has no result.
 */
export function joinedReading(node: NodeOf<'arithmetic'>): Reading | null {
  if (node.operator === '**') return null;
  const chain = chainOf(node.left);
  const rest = rootOf(node.right);
  if (chain === null || rest === null) return null;
  const name = `${chain.name}${node.operator}${rest.name}`;
  const target = chain.target === null ? null : compile(chain.target);
  const more = node.right.kind === 'name' ? null : compile(rest.rebuilt);
  return (scope, run) => {
    const found = target === null ? scope.find(name) : entryOf(target(scope, run), name, run);
    if (found === undefined || more === null) return found;
    return more(new VariableScope(joinedName, found, scope), run);
  };
}

function entryOf(target: Value, name: string, run: Run): Value | undefined {
  if (target instanceof Map) return target.get(name);
  if (!Array.isArray(target)) return undefined;
  run.size(target.length);
  const found = target.map((item) => (item instanceof Map ? item.get(name) : undefined));
  return found.every((value) => value === undefined) ? undefined : found.map((value) => value ?? null);
}

/** What is compiled and evaluated twice must hold few operations: each of them may be read twice in turn. */
function isSmall(node: Node, budget = { operations: 3, nodes: 200 }): boolean {
  if (node.kind === 'arithmetic') budget.operations--;
  budget.nodes--;
  return budget.operations >= 0 && budget.nodes >= 0 && children(node).every((child) => isSmall(child, budget));
}

/** The beginning of a name, with what it is an entry of: `p.first`, `first`, `year-of`. */
function chainOf(node: Node): { target: Node | null; name: string } | null {
  if (node.kind === 'name') return { target: null, name: node.name };
  if (node.kind === 'path') return isSmall(node.target) ? { target: node.target, name: node.name } : null;
  if (node.kind !== 'arithmetic' || node.operator === '**' || node.right.kind !== 'name') return null;
  const chain = chainOf(node.left);
  return chain === null ? null : { target: chain.target, name: `${chain.name}${node.operator}${node.right.name}` };
}

/** The end of a name with what is done with it: `name.length`, `name[1]`. */
function rootOf(node: Node): { name: string; rebuilt: Node } | null {
  if (node.kind === 'name') return { name: node.name, rebuilt: { ...node, name: joinedName } };
  if (node.kind !== 'path' && !(node.kind === 'filter' && isSmall(node.condition))) return null;
  const root = rootOf(node.target);
  return root === null ? null : { name: root.name, rebuilt: { ...node, target: root.rebuilt } };
}
