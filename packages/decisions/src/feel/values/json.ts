import { FeelClosure } from './closure.ts';
import { DaysTime, YearsMonths } from './duration.ts';
import type { Value, Work } from './kind.ts';
import { Num, toNum, toPlainNumber } from './number.ts';
import { FeelRange } from './range.ts';
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts';
import { textOf } from './text.ts';

/** Deeper data is cut off with null, so that data cannot exhaust the stack. */
const maximumDepth = 200;

/**
 * A FEEL value from plain JSON data: numbers become exact decimals by their shortest text, strings stay strings (also
 * ISO dates), objects become contexts, undefined becomes null. FEEL values inside stay as they are.
 */
export function fromJson(data: unknown, depth = 0): Value {
  switch (typeof data) {
    case 'string':
    case 'boolean':
      return data;
    case 'number':
      return toNum(data);
    case 'bigint':
      return toNum(data.toString());
    case 'object':
      return data === null || depth > maximumDepth ? null : fromObject(data, depth + 1);
    default:
      return null;
  }
}

function fromObject(data: object, depth: number): Value {
  if (Array.isArray(data)) return data.map((item) => fromJson(item, depth));
  if (data instanceof Map) return new Map([...data].map(([key, value]) => [String(key), fromJson(value, depth)]));
  if (isFeelObject(data)) return data;
  if (Num.isDecimal(data)) return toNum(data.toString());
  const context = new Map<string, Value>();
  for (const key of Object.keys(data)) {
    const value = (data as Record<string, unknown>)[key];
    if (value !== undefined) context.set(key, fromJson(value, depth));
  }
  return context;
}

function isFeelObject(data: object): data is Num | FeelDate | FeelTime | FeelDateTime | DaysTime | YearsMonths | FeelRange | FeelClosure {
  return (
    data instanceof FeelDate ||
    data instanceof FeelDateTime ||
    data instanceof FeelTime ||
    data instanceof DaysTime ||
    data instanceof YearsMonths ||
    data instanceof FeelRange ||
    data instanceof FeelClosure
  );
}

/**
 * Plain JSON data of a FEEL value: exact numbers as JS numbers, others as decimal text, temporal values and ranges as
 * text, functions as null. The work is counted.
 */
export function toJson(value: Value, work: Work): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Num) return toPlainNumber(value);
  if (Array.isArray(value)) {
    work.step(value.length);
    return value.map((item) => toJson(item, work));
  }
  if (value instanceof Map) {
    work.step(value.size);
    const data: Record<string, unknown> = {};
    for (const [key, entry] of value) {
      if (key === '__proto__')
        Object.defineProperty(data, key, { value: toJson(entry, work), enumerable: true, writable: true, configurable: true });
      else data[key] = toJson(entry, work);
    }
    return data;
  }
  if (value instanceof FeelClosure) return null;
  return textOf(value, work);
}
