import type { Node, NodeOf } from '../ast.ts';
import { builtin } from '../builtins/index.ts';
import type { Run } from '../run.ts';
import { ItemScope } from '../scope.ts';
import type { Scope } from '../scope.ts';
import { Num, toInteger } from '../values/number.ts';
import { kindOf } from '../values/kind.ts';
import type { Value } from '../values/kind.ts';
import type { Code } from './code.ts';
import { lentFunction } from './calls.ts';
import { compile } from './index.ts';
import { property } from './properties.ts';

/** A name: bound in the scope, else a built-in function, else a function lent by the caller. */
export function compileName(node: NodeOf<'name'>): Code {
  const { name } = node;
  const standard = builtin(name);
  return (scope, run) => {
    const value = scope.find(name);
    if (value !== undefined) return value;
    if (standard !== null) return standard;
    const lent = lentFunction(name, run);
    return lent ?? run.warn('feel-unknown-name', `expected a value for "${name}", got nothing of that name`, node);
  };
}

/** `a.b`: plain data is walked without converting what lies beside the path. */
export function compilePath(node: NodeOf<'path'>): Code {
  const path = staticPath(node);
  const target = compile(node.target);
  const generic: Code = (scope, run) => property(target(scope, run), node.name, run, node);
  if (path === null) return generic;
  return (scope, run) => scope.findPath(path) ?? generic(scope, run);
}

/** The names of `a.b.c`, or null if the path starts at anything but a name. */
export function staticPath(node: Node): string[] | null {
  if (node.kind === 'name') return [node.name];
  if (node.kind !== 'path') return null;
  const outer = staticPath(node.target);
  return outer === null ? null : [...outer, node.name];
}

/** `list[3]`, `list[-1]`, `list[item > 3]` (DMN 1.5, section 10.3.2.5). */
export function compileFilter(node: NodeOf<'filter'>): Code {
  const target = compile(node.target);
  const condition = compile(node.condition);
  return (scope, run) => {
    const value = target(scope, run);
    if (value === null) return run.warn('feel-null', 'expected a list before "[", got null', node.target);
    const list = Array.isArray(value) ? value : [value];
    return filterList(list, condition, scope, run);
  };
}

/** The elements for which the condition is true; a number as condition picks one element. */
export function filterList(list: Value[], condition: Code, scope: Scope, run: Run): Value {
  const first = condition(new ItemScope(list[0] ?? null, scope), run);
  if (first instanceof Num) return elementAt(list, first, run);
  if (list.length === 0) return [];
  run.size(list.length);
  const kept: Value[] = [];
  for (const [index, item] of list.entries()) {
    run.step();
    const decided = index === 0 ? first : condition(new ItemScope(item, scope), run);
    if (decided === true) kept.push(item);
    else if (decided !== false && decided !== null) {
      return run.warn('feel-filter', `expected a boolean or a number between "[" and "]", got ${kindOf(decided)}`);
    }
  }
  return kept;
}

function elementAt(list: Value[], position: Num, run: Run): Value {
  const index = toInteger(position);
  if (index === null || index === 0 || Math.abs(index) > list.length) {
    return run.warn('feel-index', `expected a position within the list of ${list.length}, got another number`);
  }
  return list[index > 0 ? index - 1 : list.length + index] ?? null;
}
