import type { FeelClosure } from '../values/closure.ts';
import './boolean.ts';
import './context.ts';
import './conversion.ts';
import './list.ts';
import './list-change.ts';
import './numeric.ts';
import './pattern.ts';
import './range.ts';
import './sort.ts';
import './statistics.ts';
import './string.ts';
import './temporal.ts';
import { allDefined } from './define.ts';

const functions = allDefined();

/** The built-in function of a name (DMN 1.5, section 10.3.4), null if there is none. */
export function builtin(name: string): FeelClosure | null {
  return functions.get(name) ?? null;
}

/** The names of all built-in functions. */
export function builtinNames(): string[] {
  return [...functions.keys()];
}
