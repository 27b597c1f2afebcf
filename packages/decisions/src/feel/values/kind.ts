import { Num } from './number.ts';
import { DaysTime, YearsMonths } from './duration.ts';
import { FeelRange } from './range.ts';
import type { FeelClosure } from './closure.ts';
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts';

/** A FEEL context: entries in order, never a plain object, so that no key can reach a prototype. */
export type FeelContext = Map<string, Value>;

/** A value while FEEL computes: one JavaScript type per FEEL type. */
export type Value =
  | null
  | boolean
  | string
  | Num
  | FeelDate
  | FeelTime
  | FeelDateTime
  | DaysTime
  | YearsMonths
  | FeelRange
  | FeelContext
  | FeelClosure
  | Value[];

export type Kind =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'context'
  | 'function'
  | 'list';

/** Counts work against a budget and stops it; values shared many times over look small but take long to walk. */
export interface Work {
  step(count?: number): void;
  bound(count: number): void;
}

/** The FEEL type of a value, by the names of DMN 1.5, section 10.3.2.3. */
export function kindOf(value: Value): Kind {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (value instanceof Num) return 'number';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'context';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof DaysTime) return 'days and time duration';
  if (value instanceof YearsMonths) return 'years and months duration';
  if (value instanceof FeelRange) return 'range';
  return 'function';
}
