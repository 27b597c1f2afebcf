import type { Node } from '../ast.ts';
import type { Run } from '../run.ts';
import { DaysTime, YearsMonths, partsOf } from '../values/duration.ts';
import { kindOf } from '../values/kind.ts';
import type { Value } from '../values/kind.ts';
import { Num } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import { FeelDate, FeelDateTime, FeelTime, clockOf, offsetDuration } from '../values/temporal.ts';

/**
 * The part of a value by name: an entry of a context, a property of a temporal value or range (DMN 1.5, section
 * 10.3.2.15, table 65); for a list, the part of each element.
 */
export function property(target: Value, name: string, run: Run, node: Node): Value {
  if (target instanceof Map) {
    const found = target.get(name);
    const value = found === undefined ? spelled(target, name) : found;
    return value === undefined ? unknown(name, 'the context', run, node) : value;
  }
  if (Array.isArray(target)) {
    run.size(target.length);
    return target.map((item) => property(item, name, run, node));
  }
  if (target === null) return run.warn('feel-null', `expected a context before ".${name}", got null`, node);
  const value = partOf(target, name);
  return value === undefined ? unknown(name, `a ${kindOf(target)}`, run, node) : value;
}

/** Keys with spaces or operators match whatever their spacing. */
function spelled(context: Map<string, Value>, name: string): Value | undefined {
  if (/^\w+$/.test(name)) return undefined;
  const plain = name.replace(/\s+/g, '');
  for (const [key, value] of context) if (key.replace(/\s+/g, '') === plain) return value;
  return undefined;
}

function unknown(name: string, where: string, run: Run, node: Node): null {
  return run.warn('feel-unknown-name', `expected an entry "${name}" of ${where}, got none`, node);
}

function partOf(value: Value, name: string): Value | undefined {
  if (value instanceof FeelDate) return dateParts[name]?.(value);
  if (value instanceof FeelDateTime) {
    return dateParts[name]?.(value.date) ?? timeParts[name]?.(value);
  }
  if (value instanceof FeelTime) return timeParts[name]?.(value);
  if (value instanceof YearsMonths) return monthParts[name]?.(value);
  if (value instanceof DaysTime) return durationParts[name]?.(value);
  if (value instanceof FeelRange) return rangeParts[name]?.(value);
  return undefined;
}

const dateParts: Record<string, (date: FeelDate) => Value> = {
  year: (date) => new Num(date.year),
  month: (date) => new Num(date.month),
  day: (date) => new Num(date.day),
  weekday: (date) => new Num(date.dayOfWeek),
};

const timeParts: Record<string, (time: FeelTime | FeelDateTime) => Value> = {
  hour: ({ nanos }) => new Num(clockOf(nanos).hour),
  minute: ({ nanos }) => new Num(clockOf(nanos).minute),
  second: ({ nanos }) => {
    const { second, fraction } = clockOf(nanos);
    return fraction === 0 ? new Num(second) : new Num(second).plus(new Num(fraction).div(1_000_000_000));
  },
  'time offset': (time) => offsetDuration(time),
  timezone: ({ zone }) => zone?.id ?? null,
};

const monthParts: Record<string, (duration: YearsMonths) => Value> = {
  years: ({ months }) => new Num(Math.trunc(months / 12)),
  months: ({ months }) => new Num(months % 12),
};

const durationParts: Record<string, (duration: DaysTime) => Value> = {
  days: (duration) => signed(duration, partsOf(duration).days),
  hours: (duration) => signed(duration, partsOf(duration).hours),
  minutes: (duration) => signed(duration, partsOf(duration).minutes),
  seconds: (duration) => {
    const { seconds, fraction } = partsOf(duration);
    return signed(duration, new Num(fraction).div(1_000_000_000).plus(seconds));
  },
};

function signed(duration: DaysTime, size: number | Num): Num {
  const num = new Num(size);
  return duration.nanos < 0n && !num.isZero() ? num.neg() : num;
}

const rangeParts: Record<string, (range: FeelRange) => Value> = {
  start: (range) => range.low,
  end: (range) => range.high,
  'start included': (range) => range.lowIncluded,
  'end included': (range) => range.highIncluded,
};
