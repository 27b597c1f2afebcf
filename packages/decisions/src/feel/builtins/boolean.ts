import type { Run } from '../run.ts';
import { kindOf } from '../values/kind.ts';
import { equal } from '../values/compare.ts';
import { FeelDateTime, FeelTime } from '../values/temporal.ts';
import type { Value } from '../values/kind.ts';
import { define } from './define.ts';

// Boolean functions, DMN 1.5, section 10.3.4.2.

define('not', 'negand: boolean', ([negand]) => !negand);

define('is', 'value1, value2', ([a, b], run) => same(a, b, run));

/** Equality that also tells types and zones apart: the same instant in two zones is not the same value. */
function same(a: Value, b: Value, run: Run): boolean {
  if (kindOf(a) !== kindOf(b)) return false;
  if (a instanceof FeelTime || a instanceof FeelDateTime) return a.toString() === String(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    run.step(a.length);
    return a.length === b.length && a.every((item, index) => same(item, b[index] ?? null, run));
  }
  return equal(a, b, run) === true;
}
