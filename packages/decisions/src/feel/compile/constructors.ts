import type { NodeOf } from '../ast.ts';
import { NamesScope } from '../scope.ts';
import { compare } from '../values/compare.ts';
import type { Value } from '../values/kind.ts';
import { kindOf } from '../values/kind.ts';
import { FeelRange } from '../values/range.ts';
import type { Code } from './code.ts';
import { compile } from './index.ts';

/** `[a, b]`. */
export function compileList(node: NodeOf<'list'>): Code {
  const items = node.items.map(compile);
  const work = items.length >> 3;
  return (scope, run) => {
    if (work > 0) run.step(work);
    return items.map((item) => item(scope, run));
  };
}

/** `{a: 1, b: a + 1}`: later entries see earlier ones; a name twice makes the whole null. */
export function compileContext(node: NodeOf<'context'>): Code {
  const entries = node.entries.map(({ key, value }) => ({ key, code: compile(value) }));
  const twice = new Set(entries.map(({ key }) => key)).size < entries.length;
  return (scope, run) => {
    if (twice) return run.warn('feel-context', 'expected each key of the context once, got one twice', node);
    if (entries.length > 8) run.step(entries.length);
    const context = new Map<string, Value>();
    const inner = new NamesScope(context, scope);
    for (const { key, code } of entries) context.set(key, code(inner, run));
    return context;
  };
}

/** `[a..b]`, `> a`: null if a given bound is null, or the bounds are of two types or in the wrong order. */
export function compileRange(node: NodeOf<'range'>): Code {
  const low = node.low === null ? null : compile(node.low);
  const high = node.high === null ? null : compile(node.high);
  return (scope, run) => {
    const from = low === null ? null : low(scope, run);
    const to = high === null ? null : high(scope, run);
    if ((low !== null && !isBound(from)) || (high !== null && !isBound(to))) {
      return run.warn('feel-range', `expected bounds that can be ordered, got ${kindOf(from)} and ${kindOf(to)}`, node);
    }
    if (low !== null && high !== null) {
      const order = compare(from, to);
      if (order === null) {
        return run.warn('feel-range', `expected bounds of one type, got ${kindOf(from)} and ${kindOf(to)}`, node);
      }
      if (order > 0) return run.warn('feel-range', 'expected bounds in ascending order, got descending ones', node);
    }
    return new FeelRange(from, node.lowIncluded, to, node.highIncluded);
  };
}

/** `(= a)` is the range from a to a; `(!= a)` is none. */
export function compileEqualsRange(node: NodeOf<'equals-test'>): Code {
  const operand = compile(node.operand);
  return (scope, run) => {
    if (node.operator === '!=') return run.warn('feel-range', 'expected a range, got "!=" and one bound', node);
    const bound = operand(scope, run);
    if (isBound(bound)) return new FeelRange(bound, true, bound, true);
    return run.warn('feel-range', `expected a bound that can be ordered, got ${kindOf(bound)}`, node);
  };
}

function isBound(value: Value): boolean {
  return value !== null && compare(value, value) !== null;
}
