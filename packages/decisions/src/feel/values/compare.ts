import { DaysTime, YearsMonths } from './duration.ts';
import { kindOf } from './kind.ts';
import type { FeelContext, Value, Work } from './kind.ts';
import { Num } from './number.ts';
import { FeelRange } from './range.ts';
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts';

/**
 * FEEL equality: null for values of different types, except that null equals only null. The work is counted.
 * Source: DMN 1.5, section 10.3.2.13, table 42.
 */
export function equal(a: Value, b: Value, work: Work): boolean | null {
  if (a === null || b === null) return a === b;
  if (typeof a === 'string') return typeof b === 'string' ? a === b : null;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? a === b : null;
  if (Array.isArray(a)) return Array.isArray(b) ? equalLists(a, b, work) : null;
  if (a instanceof Map) return b instanceof Map ? equalContexts(a, b, work) : null;
  if (a instanceof FeelRange) return b instanceof FeelRange ? equalRanges(a, b, work) : null;
  if (kindOf(a) !== kindOf(b)) return null;
  if (a instanceof FeelTime || a instanceof FeelDateTime) {
    if ((a.zone === null) !== ((b as FeelTime | FeelDateTime).zone === null)) return false;
  }
  const order = compare(a, b);
  return order === null ? a === b : order === 0;
}

function equalLists(a: Value[], b: Value[], work: Work): boolean {
  if (a.length !== b.length) return false;
  work.step(a.length);
  return a.every((item, index) => equal(item, b[index] ?? null, work) === true);
}

function equalContexts(a: FeelContext, b: FeelContext, work: Work): boolean {
  if (a.size !== b.size) return false;
  work.step(a.size);
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || equal(value, other, work) !== true) return false;
  }
  return true;
}

function equalRanges(a: FeelRange, b: FeelRange, work: Work): boolean {
  return (
    a.lowIncluded === b.lowIncluded &&
    a.highIncluded === b.highIncluded &&
    equal(a.low, b.low, work) === true &&
    equal(a.high, b.high, work) === true
  );
}

/**
 * Order of two values: negative, 0, positive; null when they cannot be ordered (different or unordered types). Strings
 * are ordered by code point. Of two times of which one has no zone, it is read in the zone of the other.
 * Source: DMN 1.5, section 10.3.2.15, table 54.
 */
export function compare(a: Value, b: Value): number | null {
  if (a instanceof Num) return b instanceof Num ? a.comparedTo(b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : null;
  if (a instanceof FeelDate) {
    return b instanceof FeelDate ? a.epochDay - b.epochDay : null;
  }
  if (a instanceof FeelDateTime) {
    if (!(b instanceof FeelDateTime)) return null;
    return sign(a.inZoneOf(b).instant - b.inZoneOf(a).instant);
  }
  if (a instanceof FeelTime) {
    if (!(b instanceof FeelTime)) return null;
    const [left, right] = [a.offset, b.offset];
    const shift = left === null || right === null ? 0n : BigInt(Math.round(left - right)) * 1_000_000_000n;
    return sign(BigInt(a.nanos - b.nanos) - shift);
  }
  if (a instanceof DaysTime) return b instanceof DaysTime ? sign(a.nanos - b.nanos) : null;
  if (a instanceof YearsMonths) return b instanceof YearsMonths ? a.months - b.months : null;
  return null;
}

function sign(difference: bigint): number {
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const size = Math.min(a.length, b.length);
  let at = 0;
  while (at < size && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === size) return a.length - b.length;
  const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
  // Surrogates stand for code points above all others but sort below U+E000 by unit.
  const high = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
  return high(left) - high(right);
}

/** Whether a range contains a point; null when they cannot be compared. */
export function contains(range: FeelRange, point: Value): boolean | null {
  if (point === null) return null;
  const low = range.low === null ? 1 : compare(point, range.low);
  if (low === null) return null;
  const high = range.high === null ? -1 : compare(point, range.high);
  if (high === null) return null;
  return (range.lowIncluded ? low >= 0 : low > 0) && (range.highIncluded ? high <= 0 : high < 0);
}
