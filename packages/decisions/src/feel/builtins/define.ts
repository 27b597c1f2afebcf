import type { Run } from '../run.ts';
import { FeelClosure } from '../values/closure.ts';
import { kindOf } from '../values/kind.ts';
import type { Kind, Value } from '../values/kind.ts';

interface Parameter {
  name: string;
  /** Null stands for "any value, null included". */
  kinds: Kind[] | null;
  optional: boolean;
  rest: boolean;
}

interface Signature {
  parameters: Parameter[];
  // Arguments have been checked against the written kinds before the call.
  call: (args: any[], run: Run) => Value;
}

const signatures = new Map<string, Signature[]>();

/**
 * Defines one way to call a built-in function. The parameters are written as in the standard:
 * `'string: string, start position: number, length?: number'`, `'...items'` for any number, `|` between types;
 * without a type anything is taken, null included. The call returns null for arguments without result.
 */
export function define(name: string, parameters: string, call: (args: any[], run: Run) => Value): void {
  const list = signatures.get(name) ?? [];
  list.push({ parameters: parameters === '' ? [] : parameters.split(', ').map(readParameter), call });
  signatures.set(name, list);
}

function readParameter(text: string): Parameter {
  const [written = '', kinds] = text.split(': ');
  const rest = written.startsWith('...');
  const optional = written.endsWith('?');
  return {
    name: written.replace(/^\.\.\.|\?$/g, ''),
    kinds: kinds === undefined ? null : (kinds.split('|') as Kind[]),
    optional,
    rest,
  };
}

/** All defined functions, as function values. */
export function allDefined(): Map<string, FeelClosure> {
  return new Map(
    [...signatures].map(([name, ways]) => [
      name,
      new FeelClosure(name, null, (args, run, named) => {
        for (const way of ways) {
          const ordered = named === null ? args : byName(way, args, named);
          const fitted = ordered === null ? null : fitAll(way, ordered);
          if (fitted !== null) return way.call(fitted, run);
        }
        const got = args.map(kindOf).join(', ') || 'none';
        return run.warn('feel-argument', `expected arguments that fit ${name}, got ${got}`);
      }),
    ]),
  );
}

function byName(way: Signature, args: Value[], names: string[]): Value[] | null {
  if (!names.every((name) => way.parameters.some((parameter) => parameter.name === name))) return null;
  const ordered: Value[] = [];
  let given = 0;
  for (const parameter of way.parameters) {
    const index = names.indexOf(parameter.name);
    if (index < 0 && parameter.rest) break;
    // Unsupplied parameters are null, as far as null is in their domain (section 10.3.2.13.5).
    if (index < 0 && !parameter.optional && parameter.kinds !== null) return null;
    ordered.push(index < 0 ? null : (args[index] ?? null));
    if (index >= 0 || !parameter.optional) given = ordered.length;
  }
  return ordered.slice(0, given);
}

function fitAll(way: Signature, args: Value[]): Value[] | null {
  const { parameters } = way;
  const last = parameters.at(-1);
  const rest = last?.rest === true;
  const required = parameters.filter((parameter) => !parameter.optional && !parameter.rest).length;
  if (args.length < required || (!rest && args.length > parameters.length)) return null;
  const fitted: Value[] = [];
  for (let index = 0; index < args.length; index++) {
    const parameter = parameters[index] ?? last;
    const arg = args[index] ?? null;
    if (parameter === undefined) return null;
    if (arg === null && parameter.optional) fitted.push(null);
    else {
      const value = fitOne(arg, parameter.kinds);
      if (value === undefined) return null;
      fitted.push(value);
    }
  }
  while (!rest && fitted.length < parameters.length) fitted.push(null);
  return fitted;
}

/** Converts between a value and a list of just it where the other is expected (DMN 1.5, section 10.3.2.9.4). */
function fitOne(value: Value, kinds: Kind[] | null): Value | undefined {
  if (kinds === null) return value;
  if (value === null) return undefined;
  if (kinds.includes(kindOf(value))) return value;
  if (Array.isArray(value)) {
    const [only = null] = value;
    return value.length === 1 && only !== null && kinds.includes(kindOf(only)) ? only : undefined;
  }
  return kinds.includes('list') ? [value] : undefined;
}
