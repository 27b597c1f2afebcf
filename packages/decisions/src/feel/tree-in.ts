import type { Node, NodeOf, Position } from './ast.ts';
import { usesInput } from './names.ts';

/** Nodes that stood in parentheses: they are not taken apart. */
export type Closed = WeakSet<Node>;

/** `left and right`, `left or right`; an open `or` on the right of `and` is looser than it. */
export function joinLogical(kind: 'and' | 'or', left: Node, right: Node, closed: Closed): Node {
  const at = { from: left.from, to: right.to };
  if (kind === 'and' && right.kind === 'or' && !closed.has(right)) {
    return { ...right, left: joinLogical('and', left, right.left, closed), ...at };
  }
  return { kind, left, right, ...at };
}

/**
 * `value in test and more`: the grammar reads all that follows as the test, but `in` binds like other comparisons, closer
 * than `and` and `or`, and from the left (DMN 1.5, section 10.3.1.2, rules 2 and 49). What reads `?` is a test as a whole.
 * @param make the test of an operand, for tests with an operator (`in > 5 and more`)
 */
export function placeIn(value: Node, operand: Node, make: (operand: Node) => Node, closed: Closed): Node {
  const leaf = (test: Node): NodeOf<'in'> & { kind: 'in' } => ({ kind: 'in', value, tests: [make(test)], from: value.from, to: test.to });
  const place = (node: Node): Node => {
    if (closed.has(node)) return leaf(node);
    switch (node.kind) {
      case 'and':
      case 'or':
        return joinLogical(node.kind, place(node.left), node.right, closed);
      case 'comparison':
        return { ...node, left: place(node.left), from: value.from };
      case 'between':
        return { ...node, value: place(node.value), from: value.from };
      default:
        return leaf(node);
    }
  };
  return usesInput(operand) ? leaf(operand) : place(operand);
}

/** `= value`, `> value` and so on. */
export function signedTest(sign: string, value: Node, position: Position): Node {
  if (sign === '=' || sign === '!=') return { kind: 'equals-test', operator: sign, operand: value, ...position };
  const above = sign.startsWith('>');
  const included = sign.endsWith('=');
  return {
    kind: 'range',
    low: above ? value : null,
    high: above ? null : value,
    lowIncluded: above && included,
    highIncluded: !above && included,
    ...position,
  };
}
