import type { NodeOf } from '../ast.ts';
import { compare, equal } from '../values/compare.ts';
import { kindOf } from '../values/kind.ts';
import type { Value } from '../values/kind.ts';
import type { Code } from './code.ts';
import { compile } from './index.ts';

/** `and`, `or` in three-valued logic: what is no boolean counts as null (DMN 1.5, section 10.3.2.10, table 50). */
export function compileLogical(node: NodeOf<'and' | 'or'>): Code {
  const left = compile(node.left);
  const right = compile(node.right);
  const decisive = node.kind === 'or';
  return (scope, run) => {
    const a = left(scope, run);
    if (a === decisive) return decisive;
    const b = right(scope, run);
    if (b === decisive) return decisive;
    if (a === !decisive && b === !decisive) return !decisive;
    return run.warn('feel-condition', `expected two booleans around "${node.kind}", got ${kindOf(a)} and ${kindOf(b)}`, node);
  };
}

/** `if … then … else`: anything but true takes the else branch. */
export function compileIf(node: NodeOf<'if'>): Code {
  const condition = compile(node.condition);
  const then = compile(node.whenTrue);
  const otherwise = compile(node.otherwise);
  return (scope, run) => {
    const decided = condition(scope, run);
    if (typeof decided !== 'boolean' && decided !== null) {
      run.warn('feel-condition', `expected a boolean after "if", got ${kindOf(decided)}`, node.condition);
    }
    return decided === true ? then(scope, run) : otherwise(scope, run);
  };
}

/** `= != < <= > >=`: null with a warning when the values cannot be compared. */
export function compileComparison(node: NodeOf<'comparison'>): Code {
  const left = compile(node.left);
  const right = compile(node.right);
  const { operator } = node;
  const equality = operator === '=' || operator === '!=';
  return (scope, run) => {
    const a = left(scope, run);
    const b = right(scope, run);
    const result = equality ? equal(a, b, run) : order(a, b, operator);
    if (result !== null) return operator === '!=' ? !result : result;
    return run.warn('feel-compare', `expected two comparable values, got ${kindOf(a)} and ${kindOf(b)}`, node);
  };
}

function order(a: Value, b: Value, operator: string): boolean | null {
  const result = compare(a, b);
  if (result === null) return null;
  switch (operator) {
    case '<':
      return result < 0;
    case '<=':
      return result <= 0;
    case '>':
      return result > 0;
    default:
      return result >= 0;
  }
}

/** `x between a and b`: both ends included. */
export function compileBetween(node: NodeOf<'between'>): Code {
  const value = compile(node.value);
  const low = compile(node.low);
  const high = compile(node.high);
  return (scope, run) => {
    const point = value(scope, run);
    const above = compare(point, low(scope, run));
    const below = compare(point, high(scope, run));
    // Both comparisons joined by `and`: one that fails decides, also beside one without result.
    if ((above !== null && above < 0) || (below !== null && below > 0)) return false;
    if (above !== null && below !== null) return true;
    return run.warn('feel-compare', 'expected three comparable values for "between", got others', node);
  };
}
