import type { Node, NodeOf } from '../ast.ts';
import { usesInput } from '../names.ts';
import { VariableScope } from '../scope.ts';
import { contains, equal } from '../values/compare.ts';
import type { Value } from '../values/kind.ts';
import { FeelRange } from '../values/range.ts';
import type { Code, Test } from './code.ts';
import { compile } from './index.ts';

/** `x in (tests)`, `x in list`, `x in range`. */
export function compileIn(node: NodeOf<'in'>): Code {
  const value = compile(node.value);
  const test = compileAny(node.tests);
  return (scope, run) => test(value(scope, run), scope, run);
}

/** The cell of a decision table as an expression over the input `?`. */
export function compileTests(node: NodeOf<'tests'>): Code {
  const test = compileTest(node);
  return (scope, run) => test(scope.find('?') ?? null, scope, run);
}

/** The cell of a decision table as a test of an input value (DMN 1.5, section 10.3.2.8 and table 51). */
export function compileTest(node: NodeOf<'tests'>): Test {
  if (node.any) return () => true;
  const test = compileAny(node.tests);
  if (!node.negated) return test;
  return (input, scope, run) => {
    const result = test(input, scope, run);
    return result === null ? null : !result;
  };
}

/** True if one test is true, else null if one is null. */
function compileAny(nodes: Node[]): Test {
  const tests = nodes.map(compileOne);
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (input, scope, run) => {
    let result: boolean | null = false;
    for (const test of tests) {
      const one = test(input, scope, run);
      if (one === true) return true;
      if (one === null) result = null;
    }
    return result;
  };
}

function compileOne(node: Node): Test {
  if (node.kind === 'equals-test') {
    const operand = compile(node.operand);
    const wanted = node.operator === '=';
    return (input, scope, run) => {
      const result = equal(input, operand(scope, run));
      return result === null ? null : result === wanted;
    };
  }
  const code = compile(node);
  if (usesInput(node)) {
    return (input, scope, run) => {
      const value = code(new VariableScope('?', input, scope), run);
      return typeof value === 'boolean' ? value : null;
    };
  }
  const isRange = node.kind === 'range';
  return (input, scope, run) => {
    const value = code(scope, run);
    return isRange && value === null ? null : matches(input, value);
  };
}

function matches(input: Value, value: Value): boolean | null {
  if (typeof value === 'boolean' && typeof input !== 'boolean') return input === null ? false : value;
  if (value instanceof FeelRange && !(input instanceof FeelRange)) return contains(value, input);
  if (Array.isArray(value)) {
    if (Array.isArray(input) && equal(input, value) === true) return true;
    return value.some((item) => (item instanceof FeelRange && contains(item, input) === true) || equal(item, input) === true);
  }
  return equal(input, value);
}
