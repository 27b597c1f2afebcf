import { equal } from '../feel/values/compare.ts';
import { DaysTime, YearsMonths } from '../feel/values/duration.ts';
import type { Value } from '../feel/values/kind.ts';
import { Num } from '../feel/values/number.ts';

/** Lists and contexts are walked here: there is no work to count. */
const free = { step: () => undefined, bound: () => undefined };
/** Numbers count as equal within this distance, as in the kit's published results. */
const tolerance = new Num('0.00000001');

/** Whether a result is the expected one: of the same type and value; an entry that is null may be missing. */
export function isExpected(got: Value, expected: Value): boolean {
  if (expected === null || got === null) return expected === got;
  if (expected instanceof Num) return got instanceof Num && got.minus(expected).abs().lte(tolerance);
  if (Array.isArray(expected)) {
    return Array.isArray(got) && got.length === expected.length && expected.every((item, index) => isExpected(got[index] ?? null, item));
  }
  if (expected instanceof Map) {
    if (!(got instanceof Map)) return false;
    return [...new Set([...expected.keys(), ...got.keys()])].every((key) => isExpected(got.get(key) ?? null, expected.get(key) ?? null));
  }
  if (isZero(expected) && isZero(got)) return true;
  return equal(got, expected, free) === true;
}

/** A duration of nothing reads the same in days as in months. */
function isZero(value: Value): boolean {
  return (value instanceof DaysTime && value.nanos === 0n) || (value instanceof YearsMonths && value.months === 0);
}
