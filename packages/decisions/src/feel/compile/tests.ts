import type { Node, NodeOf } from '../ast.ts';
import { usesInput } from '../names.ts';
import { VariableScope } from '../scope.ts';
import { compare, contains, equal } from '../values/compare.ts';
import { kindOf } from '../values/kind.ts';
import type { Value, Work } from '../values/kind.ts';
import { Num } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import type { Code, Test } from './code.ts';
import { constantOf } from './constants.ts';
import { compile } from './index.ts';

/** What a test that reads no `?` and gives a boolean means: in a cell that boolean, after `in` an operand of equality. */
type Place = 'cell' | 'in';

/** `x in (tests)`, `x in list`, `x in range`. */
export function compileIn(node: NodeOf<'in'>): Code {
  const value = compile(node.value);
  const test = compileAny(node.tests, 'in');
  return (scope, run) => {
    const input = value(scope, run);
    const result = test(input, scope, run);
    return result ?? run.warn('feel-compare', `expected tests after "in" that fit a ${kindOf(input)}, got others`, node);
  };
}

/** The cell of a decision table as an expression over the input `?`. */
export function compileTests(node: NodeOf<'tests'>): Code {
  const test = compileTest(node);
  return (scope, run) => test(scope.find('?') ?? null, scope, run);
}

/** The cell of a decision table as a test of an input value (DMN 1.5, section 10.3.2.8 and table 51). */
export function compileTest(node: NodeOf<'tests'>): Test {
  if (node.any) return () => true;
  const test = compileAny(node.tests, 'cell');
  if (!node.negated) return test;
  return (input, scope, run) => {
    const result = test(input, scope, run);
    return result === null ? null : !result;
  };
}

/** True if one test is true, else null if one is null. */
function compileAny(nodes: Node[], place: Place): Test {
  const tests = nodes.map((node) => compileOne(node, place));
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

function compileOne(node: Node, place: Place): Test {
  if (node.kind === 'equals-test') {
    const operand = compile(node.operand);
    const wanted = node.operator === '=';
    return (input, scope, run) => {
      const result = equal(input, operand(scope, run), run);
      return result === null ? null : result === wanted;
    };
  }
  const known = constantOf(node);
  if (known !== undefined) return constantTest(known, place);
  if (node.kind === 'range') return compileBounds(node);
  const code = compile(node);
  if (usesInput(node)) {
    return (input, scope, run) => {
      const value = code(new VariableScope('?', input, scope), run);
      if (typeof value === 'boolean' || value === null) return value;
      return matches(input, value, run, place);
    };
  }
  return (input, scope, run) => matches(input, code(scope, run), run, place);
}

/** A range written as a test is two comparisons: with bounds that make no range it is false or null (DMN 1.5, table 55). */
function compileBounds(node: NodeOf<'range'>): Test {
  const low = node.low === null ? null : compile(node.low);
  const high = node.high === null ? null : compile(node.high);
  const range = compile(node);
  return (input, scope, run) => {
    if (input instanceof FeelRange) return equal(input, range(scope, run), run);
    const above = low === null || within(compare(input, low(scope, run)), node.lowIncluded, 1);
    const below = high === null || within(compare(input, high(scope, run)), node.highIncluded, -1);
    if (above === false || below === false) return false;
    return above === null || below === null ? null : true;
  };
}

function within(order: number | null, included: boolean, direction: 1 | -1): boolean | null {
  return order === null ? null : included ? order * direction >= 0 : order * direction > 0;
}

function matches(input: Value, value: Value, work: Work, place: Place): boolean | null {
  if (place === 'cell' && typeof value === 'boolean' && typeof input !== 'boolean') return input === null ? false : value;
  if (value instanceof FeelRange && !(input instanceof FeelRange)) return contains(value, input);
  if (Array.isArray(value)) {
    if (Array.isArray(input) && equal(input, value, work) === true) return true;
    work.step(value.length);
    return value.some((item) => (item instanceof FeelRange && contains(item, input) === true) || equal(item, input, work) === true);
  }
  return equal(input, value, work);
}

/** A test against a value known beforehand: nothing is left to evaluate. */
function constantTest(value: Value, place: Place): Test {
  if (typeof value === 'string')
    return (input, _scope, run) => (typeof input === 'string' ? input === value : matches(input, value, run, place));
  if (value instanceof FeelRange) {
    const { low, high } = value;
    const numeric = low instanceof Num || (low === null && high instanceof Num);
    const inside = numeric ? numberRange(value) : null;
    return (input, _scope, run) => (inside !== null && input instanceof Num ? inside(input) : matches(input, value, run, place));
  }
  return (input, _scope, run) => matches(input, value, run, place);
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
