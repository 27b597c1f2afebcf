import type { Node, NodeOf, Position } from '../ast.ts';
import { builtin } from '../builtins/index.ts';
import { externalFunction } from '../external/external.ts';
import { BudgetExceeded, type Run } from '../run.ts';
import { NamesScope } from '../scope.ts';
import { FeelClosure } from '../values/closure.ts';
import { fromJson, toJson } from '../values/json.ts';
import { kindOf } from '../values/kind.ts';
import type { Value } from '../values/kind.ts';
import { FeelDate, midnight } from '../values/temporal.ts';
import { utc } from '../values/zone.ts';
import type { Code } from './code.ts';
import { compile } from './index.ts';
import { conforms, evidentType } from './types.ts';

/** `f(a, b)` and `f(x: a, y: b)` (DMN 1.5, section 10.3.2.12). */
export function compileCall(node: NodeOf<'call'>): Code {
  const callee = compileCallee(node.target);
  const names = node.named?.map(({ name }) => name) ?? null;
  const args = (node.positional ?? node.named?.map(({ value }) => value) ?? []).map(compile);
  return (scope, run) => {
    const target = callee(scope, run);
    if (!(target instanceof FeelClosure)) {
      if (target === null) return null;
      return run.warn('feel-call', `expected a function before "(", got ${kindOf(target)}`, node.target);
    }
    const values = args.map((arg) => arg(scope, run));
    return invoke(target, values, names, run, node);
  };
}

/** A called name means a function even where data of the same name hides it. */
function compileCallee(target: Node): Code {
  if (target.kind !== 'name') return compile(target);
  const { name } = target;
  const standard = builtin(name);
  return (scope, run) => {
    const bound = scope.find(name);
    if (bound instanceof FeelClosure) return bound;
    if (standard !== null) return standard;
    const lent = lentFunction(name, run);
    return lent ?? run.warn('feel-unknown-function', `expected a function "${name}", got none of that name`, target);
  };
}

/** Calls a function value with positional or named arguments; counts the call against the budget. */
export function invoke(target: FeelClosure, args: Value[], names: string[] | null, run: Run, at?: Position): Value {
  const ordered = names === null || target.parameters === null ? args : order(target.parameters, args, names);
  if (ordered === null || (target.parameters !== null && ordered.length !== target.parameters.length)) {
    return run.warn('feel-argument', `expected the parameters of ${target.name}, got others`, at);
  }
  for (let index = 0; index < ordered.length; index++) {
    const type = target.types[index] ?? null;
    if (type === null) continue;
    const fitted = fit(ordered[index] ?? null, (value) => conforms(value, type, run));
    if (fitted === undefined) {
      return run.warn('feel-argument', `expected parameter ${index + 1} of ${target.name} to be of its type`, at);
    }
    ordered[index] = fitted;
  }
  run.enter();
  const result = target.call(ordered, run, target.parameters === null ? names : null);
  run.leave();
  return result;
}

/** The value, a date's midnight in UTC, the only element of a list, or a list of the value, whichever fits first; else undefined. */
function fit(value: Value, fits: (value: Value) => boolean): Value | undefined {
  if (fits(value)) return value;
  if (value instanceof FeelDate) {
    const moment = midnight(value, utc);
    if (fits(moment)) return moment;
  }
  if (Array.isArray(value) && value.length === 1 && fits(value[0] ?? null)) return value[0];
  return !Array.isArray(value) && fits([value]) ? [value] : undefined;
}

function order(parameters: readonly string[], args: Value[], names: string[]): Value[] | null {
  if (!names.every((name) => parameters.includes(name))) return null;
  return parameters.map((parameter) => args[names.indexOf(parameter)] ?? null);
}

/** `function(a, b) body`; it keeps the names around its definition. */
export function compileFunction(node: NodeOf<'function'>): Code {
  const { body } = node;
  const code = compile(body);
  const parameters = node.parameters.map(({ name }) => name);
  const types = node.parameters.map(({ type }) => type);
  if (node.external) return (scope, run) => externalFunction(code(scope, run), parameters, types);
  const result = evidentType(body, new Map(node.parameters.map(({ name, type }) => [name, type])));
  return (scope) =>
    new FeelClosure(
      'the function',
      parameters,
      (args, run) => {
        const names = new Map(parameters.map((name, index) => [name, args[index] ?? null]));
        return code(new NamesScope(names, scope), run);
      },
      types,
      result,
    );
}

/** A function from `options.functions`: plain JSON in, plain JSON out; null if there is none of that name. */
export function lentFunction(name: string, run: Run): FeelClosure | null {
  if (!Object.hasOwn(run.functions, name)) return null;
  const lent = run.functions[name];
  if (lent === undefined) return null;
  return new FeelClosure(name, null, (args) => {
    try {
      return fromJson(lent(...args.map((arg) => toJson(arg, run))), run);
    } catch (error) {
      if (error instanceof BudgetExceeded) throw error;
      return run.warn('feel-function-failed', `expected a result of ${name}, got an error`);
    }
  });
}
