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
 * ISO dates), objects become contexts, undefined becomes null. FEEL values inside stay as they are. Elements and entries
 * are counted as work.
 */
export function fromJson(data: unknown, work: Work, depth = 0): Value {
  switch (typeof data) {
    case 'string':
    case 'boolean':
      return data;
    case 'number':
      return toNum(data);
    case 'bigint':
      return toNum(data.toString());
    case 'object':
      return data === null || depth > maximumDepth ? null : fromObject(data, work, depth + 1);
    default:
      return null;
  }
}

function fromObject(data: object, work: Work, depth: number): Value {
  if (Array.isArray(data)) {
    work.step(data.length);
    return data.map((item) => fromJson(item, work, depth));
  }
  if (data instanceof Map) {
    work.step(data.size);
    return new Map([...data].map(([key, value]) => [String(key), fromJson(value, work, depth)]));
  }
  if (isFeelObject(data)) return data;
  if (Num.isDecimal(data)) return toNum(data.toString());
  const context = new Map<string, Value>();
  const keys = Object.keys(data);
  work.step(keys.length);
  for (const key of keys) {
    const value = (data as Record<string, unknown>)[key];
    if (value !== undefined) context.set(key, fromJson(value, work, depth));
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
 * text, functions as null. The work is counted, texts by their length: one that is held many times over is written as
 * often.
 */
export function toJson(value: Value, work: Work): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return counted(value, work);
  if (value instanceof Num) return counted(toPlainNumber(value), work);
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

function counted<T extends string | number>(plain: T, work: Work): T {
  if (typeof plain === 'string' && plain.length > 63) work.step(plain.length >> 6);
  return plain;
}
