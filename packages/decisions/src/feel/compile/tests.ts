import type { Node, NodeOf } from '../ast.ts';
import { usesInput } from '../names.ts';
import { VariableScope } from '../scope.ts';
import { contains, equal } from '../values/compare.ts';
import type { Value, Work } from '../values/kind.ts';
import { Num } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import type { Code, Test } from './code.ts';
import { constantOf } from './constants.ts';
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
      const result = equal(input, operand(scope, run), run);
      return result === null ? null : result === wanted;
    };
  }
  const known = constantOf(node);
  if (known !== undefined) return constantTest(known);
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
    return isRange && value === null ? null : matches(input, value, run);
  };
}

function matches(input: Value, value: Value, work: Work): boolean | null {
  if (typeof value === 'boolean' && typeof input !== 'boolean') return input === null ? false : value;
  if (value instanceof FeelRange && !(input instanceof FeelRange)) return contains(value, input);
  if (Array.isArray(value)) {
    if (Array.isArray(input) && equal(input, value, work) === true) return true;
    work.step(value.length);
    return value.some((item) => (item instanceof FeelRange && contains(item, input) === true) || equal(item, input, work) === true);
  }
  return equal(input, value, work);
}

/** A test against a value known beforehand: nothing is left to evaluate. */
function constantTest(value: Value): Test {
  if (typeof value === 'string') return (input, _scope, run) => (typeof input === 'string' ? input === value : matches(input, value, run));
  if (value instanceof FeelRange) {
    const { low, high } = value;
    const numeric = low instanceof Num || (low === null && high instanceof Num);
    const inside = numeric ? numberRange(value) : null;
    return (input, _scope, run) => (inside !== null && input instanceof Num ? inside(input) : matches(input, value, run));
  }
  return (input, _scope, run) => matches(input, value, run);
}

/** Compares with JS numbers where both sides are whole and small enough to be exact, else with decimals. */
function numberRange(range: FeelRange): (input: Num) => boolean | null {
  const low = smallInteger(range.low, -Infinity);
  const high = smallInteger(range.high, Infinity);
  if (low === null || high === null) return (input) => contains(range, input);
  const { lowIncluded, highIncluded } = range;
  return (input) => {
    const number = smallInteger(input, 0);
    if (number === null) return contains(range, input);
    return (lowIncluded ? number >= low : number > low) && (highIncluded ? number <= high : number < high);
  };
}

/** Digits of a decimal are kept in words of seven: one word and no fraction is a small whole number. */
function smallInteger(value: Value, missing: number): number | null {
  if (value === null) return missing;
  if (!(value instanceof Num) || value.d.length !== 1 || value.e < 0 || value.e > 6) return null;
  const [word = 0] = value.d;
  return value.s < 0 ? -word : word;
}
