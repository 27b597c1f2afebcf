import type { Node, NodeOf } from '../ast.ts';
import { Num, toNum } from '../values/number.ts';
import { readTemporal } from '../values/temporal-read.ts';
import type { Value } from '../values/kind.ts';
import { compileFilter, compileName, compilePath } from './access.ts';
import { compileCall, compileFunction } from './calls.ts';
import type { Code } from './code.ts';
import { compileArithmetic, compileNegate } from './arithmetic.ts';
import { compileBetween, compileComparison, compileIf, compileLogical } from './conditions.ts';
import { compileContext, compileEqualsRange, compileList, compileRange } from './constructors.ts';
import { compileFor, compileQuantified } from './iteration.ts';
import { compileIn, compileTests } from './tests.ts';
import { compileInstance } from './types.ts';

type Compilers = { [K in Node['kind']]: (node: NodeOf<K>) => Code };

const compilers: Compilers = {
  null: () => () => null,
  boolean: (node) => constant(node.value),
  number: compileNumber,
  string: (node) => constant(node.value),
  at: compileAt,
  input: () => (scope, run) => scope.find('?') ?? run.warn('feel-no-input', 'expected an input for "?", got none'),
  name: compileName,
  path: compilePath,
  filter: compileFilter,
  call: compileCall,
  arithmetic: compileArithmetic,
  negate: compileNegate,
  comparison: compileComparison,
  between: compileBetween,
  in: compileIn,
  and: compileLogical,
  or: compileLogical,
  if: compileIf,
  for: compileFor,
  quantified: compileQuantified,
  instance: compileInstance,
  range: compileRange,
  'equals-test': compileEqualsRange,
  list: compileList,
  context: compileContext,
  function: compileFunction,
  tests: compileTests,
};

/** Compiles a parsed expression, or a part of one, to a closure. */
export function compile(node: Node): Code {
  return (compilers[node.kind] as (node: Node) => Code)(node);
}

function constant(value: Value): Code {
  return () => value;
}

function compileNumber(node: NodeOf<'number'>): Code {
  const value = toNum(node.text) ?? null;
  if (value instanceof Num) return constant(value);
  return (_scope, run) => run.warn('feel-number', 'expected a number within 34 digits and exponent 6144', node);
}

function compileAt(node: NodeOf<'at'>): Code {
  const value = readTemporal(node.text);
  if (value !== null) return constant(value);
  return (_scope, run) => run.warn('feel-literal', 'expected a date, time, date and time or duration after "@"', node);
}
