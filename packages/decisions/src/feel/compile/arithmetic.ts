import type { ArithmeticOperator, NodeOf } from '../ast.ts';
import type { Run } from '../run.ts';
import { kindOf } from '../values/kind.ts';
import type { Value } from '../values/kind.ts';
import { DaysTime, YearsMonths } from '../values/duration.ts';
import { Num, finite } from '../values/number.ts';
import { addTemporal, divideDurations, scaleDuration, subtractTemporal } from '../values/temporal-arithmetic.ts';
import type { Code } from './code.ts';
import { compile } from './index.ts';
import { joinedReading } from './joined-names.ts';

type Operation = (left: Value, right: Value, run: Run) => Value | undefined;

/** `+ - * / **` (DMN 1.5, section 10.3.2.13, tables 52 to 55): null with a warning for types that do not fit. */
export function compileArithmetic(node: NodeOf<'arithmetic'>): Code {
  const left = compile(node.left);
  const right = compile(node.right);
  const operate = operations[node.operator];
  const joined = joinedReading(node);
  return (scope, run) => {
    const told = run.warnings.length;
    const a = left(scope, run);
    const b = right(scope, run);
    const before = run.warnings.length;
    const result = operate(a, b, run);
    if (result !== undefined && result !== null) return result;
    const other = joined?.(scope, run);
    if (other !== undefined) {
      run.warnings.length = told;
      return other;
    }
    if (result === null && run.warnings.length > before) return null;
    if (result === null)
      return run.warn('feel-number', `expected a result of "${node.operator}" within the range of its type, got none`, node);
    const got = `${kindOf(a)} and ${kindOf(b)}`;
    return run.warn('feel-operand', `expected operands that fit "${node.operator}", got ${got}`, node);
  };
}

/** `-x` for numbers and durations. */
export function compileNegate(node: NodeOf<'negate'>): Code {
  const operand = compile(node.operand);
  return (scope, run) => {
    const value = operand(scope, run);
    if (value instanceof Num) return finite(value.neg());
    if (value instanceof DaysTime) return new DaysTime(-value.nanos);
    if (value instanceof YearsMonths) return new YearsMonths(-value.months);
    return run.warn('feel-operand', `expected a number or duration after "-", got ${kindOf(value)}`, node);
  };
}

const operations: Record<ArithmeticOperator, Operation> = {
  '+': (a, b, run) => {
    if (a instanceof Num && b instanceof Num) return checked(a.plus(b), run);
    if (typeof a === 'string' && typeof b === 'string') {
      run.size(a.length + b.length);
      return a + b;
    }
    return addTemporal(a, b);
  },
  '-': (a, b, run) => (a instanceof Num && b instanceof Num ? checked(a.minus(b), run) : subtractTemporal(a, b)),
  '*': (a, b, run) => {
    if (a instanceof Num) return b instanceof Num ? checked(a.times(b), run) : scaleDuration(b, a);
    return b instanceof Num ? scaleDuration(a, b) : undefined;
  },
  '/': (a, b, run) => {
    if (b instanceof Num) {
      if (b.isZero()) return run.warn('feel-division-by-zero', 'expected a divisor other than 0, got 0');
      return a instanceof Num ? checked(a.div(b), run) : scaleDuration(a, b, true);
    }
    return divideDurations(a, b);
  },
  '**': (a, b, run) => {
    if (!(a instanceof Num) || !(b instanceof Num)) return undefined;
    run.step(64);
    return checked(a.pow(b), run);
  },
};

function checked(value: Num, run: Run): Value {
  return finite(value) ?? run.warn('feel-number', 'expected a result within the range of numbers, got none');
}
