import { DaysTime, YearsMonths } from './duration.ts';
import type { Value } from './kind.ts';
import { Num } from './number.ts';
import { FeelDate, FeelDateTime, FeelTime, atInstant, midnight, nanosPerDay } from './temporal.ts';
import { utc } from './zone.ts';

/** Sum with a temporal operand; undefined for types that cannot be added, null outside the years that exist. */
export function addTemporal(a: Value, b: Value): Value | undefined {
  if (b instanceof DaysTime) return addNanos(a, b.nanos);
  if (b instanceof YearsMonths) return addMonths(a, b.months);
  if (a instanceof DaysTime) return addNanos(b, a.nanos);
  if (a instanceof YearsMonths) return addMonths(b, a.months);
  return undefined;
}

/** Difference with a temporal operand; undefined for types that cannot be subtracted. */
export function subtractTemporal(a: Value, b: Value): Value | undefined {
  if (b instanceof DaysTime) return addNanos(a, -b.nanos);
  if (b instanceof YearsMonths) return addMonths(a, -b.months);
  if (a instanceof FeelTime && b instanceof FeelTime) {
    const [left, right] = [a.offset, b.offset];
    if ((left === null) !== (right === null)) return undefined;
    const shift = BigInt(Math.round((left ?? 0) - (right ?? 0))) * 1_000_000_000n;
    return new DaysTime(BigInt(a.nanos - b.nanos) - shift);
  }
  if (isMoment(a) && isMoment(b)) {
    // A date beside a date and time counts as its midnight in UTC.
    const plain = a instanceof FeelDate && b instanceof FeelDate;
    const left = a instanceof FeelDate ? midnight(a, plain ? null : utc) : a;
    const right = b instanceof FeelDate ? midnight(b, plain ? null : utc) : b;
    if ((left.zone === null) !== (right.zone === null)) return undefined;
    return new DaysTime(left.instant - right.instant);
  }
  return undefined;
}

function isMoment(value: Value): value is FeelDate | FeelDateTime {
  return value instanceof FeelDate || value instanceof FeelDateTime;
}

function addNanos(value: Value, nanos: bigint): Value | undefined {
  if (value instanceof DaysTime) return daysOf(value.nanos + nanos);
  if (value instanceof FeelDateTime) return atInstant(value.instant + nanos, value.zone);
  if (value instanceof FeelDate) {
    const moment = atInstant(midnight(value, null).instant + nanos, null);
    return moment === null ? null : moment.date;
  }
  if (value instanceof FeelTime) {
    const day = BigInt(nanosPerDay);
    const sum = (((BigInt(value.nanos) + nanos) % day) + day) % day;
    return new FeelTime(Number(sum), value.zone);
  }
  return undefined;
}

/** Longer durations than any two dates are apart have no meaning. */
const longest = 10n ** 34n;

function daysOf(nanos: bigint): DaysTime | null {
  return nanos < longest && nanos > -longest ? new DaysTime(nanos) : null;
}

function addMonths(value: Value, months: number): Value | undefined {
  if (value instanceof YearsMonths) return monthsOf(value.months + months);
  if (value instanceof FeelDate) return value.addMonths(months);
  if (!(value instanceof FeelDateTime)) return undefined;
  const date = value.date.addMonths(months);
  return date === null ? null : new FeelDateTime(date, value.nanos, value.zone);
}

function monthsOf(months: number): YearsMonths | null {
  return Number.isSafeInteger(months) ? new YearsMonths(months) : null;
}

/** A duration times or divided by a number; months are cut to whole ones. Undefined if it is no duration. */
export function scaleDuration(duration: Value, factor: Num, divide = false): Value | undefined {
  const scale = (size: Num) => (divide ? size.div(factor) : size.times(factor)).trunc();
  if (duration instanceof YearsMonths) return monthsOf(scale(new Num(duration.months)).toNumber());
  if (duration instanceof DaysTime) {
    const nanos = scale(new Num(duration.nanos.toString()));
    return !nanos.isFinite() || nanos.e > 40 ? null : daysOf(BigInt(nanos.toFixed(0)));
  }
  return undefined;
}

/** How often one duration goes into another of the same kind; null for a duration of zero. */
export function divideDurations(a: Value, b: Value): Value | undefined {
  if (a instanceof YearsMonths && b instanceof YearsMonths) {
    return b.months === 0 ? null : new Num(a.months).div(b.months);
  }
  if (a instanceof DaysTime && b instanceof DaysTime) {
    return b.nanos === 0n ? null : new Num(a.nanos.toString()).div(b.nanos.toString());
  }
  return undefined;
}
