import { kindOf } from '../values/kind.ts';
import { equal } from '../values/compare.ts';
import { FeelDateTime, FeelTime } from '../values/temporal.ts';
import type { Value } from '../values/kind.ts';
import { define } from './define.ts';

// Boolean functions, DMN 1.5, section 10.3.4.2.

define('not', 'negand', ([negand]) => (typeof negand === 'boolean' ? !negand : null));

define('is', 'value1, value2?', ([a, b]) => same(a, b));
define('is', 'value2', ([b]) => same(null, b));

/** Equality that also tells types and zones apart: the same instant in two zones is not the same value. */
function same(a: Value, b: Value): boolean {
  if (kindOf(a) !== kindOf(b)) return false;
  if (a instanceof FeelTime || a instanceof FeelDateTime) return a.toString() === String(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index] ?? null));
  }
  return equal(a, b) === true;
}
