import type { Iterator, Node, NodeOf, Position } from '../ast.ts';
import { children } from '../names.ts';
import type { Run } from '../run.ts';
import { VariableScope } from '../scope.ts';
import type { Scope } from '../scope.ts';
import { kindOf } from '../values/kind.ts';
import type { Value } from '../values/kind.ts';
import { Num, toInteger } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import { FeelDate, dateOfDay } from '../values/date.ts';
import type { Code } from './code.ts';
import { compile } from './index.ts';

type Domain = (scope: Scope, run: Run) => Value[] | null;

/** A loop variable and where its elements come from. */
export interface Loop {
  name: string;
  domain: Domain;
}

/** `for x in list, y in 1..3 return …`; the results so far are `partial` (DMN 1.5, section 10.3.2.14). */
export function compileFor(node: NodeOf<'for'>): Code {
  return forLoops(
    node.iterators.map((iterator) => compileLoop(iterator, node)),
    compile(node.body),
    keepsPartial(node.body),
  );
}

/**
 * The results of a body for each combination of the loops' elements. Where a result may keep hold of `partial`, each
 * round sees a copy: it must not grow with the list, nor contain itself.
 */
export function forLoops(loops: Loop[], body: Code, keeps: boolean): Code {
  const isHidden = loops.some(({ name }) => name === 'partial');
  return (scope, run) => {
    const results: Value[] = [];
    const complete = iterate(loops, 0, scope, run, (bound) => {
      if (keeps) run.size(results.length);
      const inner = isHidden ? bound : new VariableScope('partial', keeps ? [...results] : results, bound);
      results.push(body(inner, run));
      run.bound(results.length);
      return true;
    });
    return complete ? results : null;
  };
}

/** Functions whose result has nothing of the list they look at. */
const lookingOnly = new Set(['count', 'sum', 'product', 'mean', 'median', 'stddev', 'string join', 'list contains']);

/** Whether `partial` may stay in the result: it is read otherwise than as `partial[…]` or by a function that only looks. */
function keepsPartial(node: Node): boolean {
  if (node.kind === 'name') return node.name === 'partial';
  const looks = node.kind === 'filter' || (node.kind === 'call' && node.target.kind === 'name' && lookingOnly.has(node.target.name));
  const parts = looks ? children(node).filter((child) => child.kind !== 'name') : children(node);
  return parts.some(keepsPartial);
}

/** `some`, `every … satisfies`: in three-valued logic. */
export function compileQuantified(node: NodeOf<'quantified'>): Code {
  const loops = node.iterators.map((iterator) => compileLoop(iterator, node));
  return quantifiedLoops(loops, compile(node.condition), node.every);
}

/** Whether a condition holds for each, or for some combination of the loops' elements. */
export function quantifiedLoops(loops: Loop[], condition: Code, every: boolean): Code {
  const decisive = !every;
  return (scope, run) => {
    let result: boolean | null = !decisive;
    const complete = iterate(loops, 0, scope, run, (bound) => {
      const value = condition(bound, run);
      if (value === decisive) result = decisive;
      else if (value !== !decisive) result = null;
      return result !== decisive;
    });
    if (!complete) return null;
    return result ?? run.warn('feel-condition', `expected a boolean for each round of "${every ? 'every' : 'some'}", got another value`);
  };
}

/** Calls `visit` for each combination until it returns false; false if a domain is no list. */
function iterate(loops: Loop[], depth: number, scope: Scope, run: Run, visit: (scope: Scope) => boolean): boolean {
  let going = true;
  const nest = (index: number, outer: Scope): boolean => {
    const loop = loops[index];
    if (loop === undefined) {
      going = visit(outer);
      return true;
    }
    const items = loop.domain(outer, run);
    if (items === null) return false;
    for (const item of items) {
      run.step();
      if (!nest(index + 1, new VariableScope(loop.name, item, outer))) return false;
      if (!going) break;
    }
    return true;
  };
  return nest(depth, scope);
}

function compileLoop(iterator: Iterator, node: Position): Loop {
  const to = iterator.to === null ? null : compile(iterator.to);
  return loopOf(iterator.name, compile(iterator.from), to, node);
}

/** A loop over a list, a range, a single value, or from one bound to the other. */
export function loopOf(name: string, from: Code, to: Code | null, node?: Position): Loop {
  return {
    name,
    domain: (scope, run) => {
      const start = from(scope, run);
      if (to !== null) return series(start, to(scope, run), run, node);
      if (Array.isArray(start)) return start;
      if (start instanceof FeelRange) return rangeItems(start, run, node);
      if (start === null) return run.warn('feel-iteration', `expected a list for "${name}", got null`, node);
      return [start];
    },
  };
}

function rangeItems(range: FeelRange, run: Run, node?: Position): Value[] | null {
  const items = series(range.low, range.high, run, node);
  if (items === null) return null;
  const start = range.lowIncluded ? 0 : 1;
  return items.slice(start, range.highIncluded ? undefined : -1);
}

/** The whole numbers or days from one to the other, downwards too. */
function series(from: Value, to: Value, run: Run, node?: Position): Value[] | null {
  if (from instanceof Num && to instanceof Num) {
    const [start, end] = [toInteger(from), toInteger(to)];
    if (start !== null && end !== null) return count(start, end, run, (value) => new Num(value));
  }
  if (from instanceof FeelDate && to instanceof FeelDate) {
    return count(from.epochDay, to.epochDay, run, dateOfDay);
  }
  const got = `${kindOf(from)} and ${kindOf(to)}`;
  return run.warn('feel-iteration', `expected whole numbers or dates as bounds, got ${got}`, node);
}

function count(from: number, to: number, run: Run, make: (value: number) => Value): Value[] {
  const size = Math.abs(to - from) + 1;
  run.bound(size);
  run.step(size);
  const direction = to < from ? -1 : 1;
  return Array.from({ length: size }, (_, index) => make(from + index * direction));
}
