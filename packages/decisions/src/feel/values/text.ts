import { kindOf } from './kind.ts';
import type { Value, Work } from './kind.ts';
import { Num } from './number.ts';
import { FeelRange } from './range.ts';
import { FeelClosure } from './closure.ts';

/** The text of a value as FEEL's `string()` gives it; strings inside lists and contexts are quoted. The work is counted. */
export function textOf(value: Value, work: Work): string | null {
  if (value === null || typeof value === 'string') return value;
  let size = 0;
  return inner(value, (part) => {
    size += part.length;
    work.step(1 + (part.length >> 4));
    work.bound(size);
    return part;
  });
}

type Count = (part: string) => string;

const uncounted: Count = (part) => part;

function inner(value: Value, count: Count): string {
  if (Array.isArray(value)) return `[${value.map((item) => inner(item, count)).join(', ')}]`;
  if (value instanceof Map) {
    return `{${[...value].map(([key, entry]) => `${count(keyText(key))}: ${inner(entry, count)}`).join(', ')}}`;
  }
  return count(leaf(value));
}

function leaf(value: Exclude<Value, Value[] | Map<string, Value>>): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Num) return value.toFixed();
  if (value instanceof FeelRange) return rangeText(value);
  if (value instanceof FeelClosure) return `function(${(value.parameters ?? []).join(', ')})`;
  return value.toString();
}

function keyText(key: string): string {
  return /^[\p{L}_?][\p{L}\p{N}_ ]*$/u.test(key) ? key : leaf(key);
}

function rangeText(range: FeelRange): string {
  if (range.low === null && range.high !== null && !range.lowIncluded) {
    return `${range.highIncluded ? '<=' : '<'} ${bound(range.high)}`;
  }
  if (range.high === null && range.low !== null && !range.highIncluded) {
    return `${range.lowIncluded ? '>=' : '>'} ${bound(range.low)}`;
  }
  const open = range.lowIncluded ? '[' : '(';
  return `${open}${bound(range.low)}..${bound(range.high)}${range.highIncluded ? ']' : ')'}`;
}

function bound(value: Value): string {
  const kind = kindOf(value);
  const literal = kind.includes('date') || kind.includes('time') || kind.includes('duration');
  return literal ? `@"${inner(value, uncounted)}"` : inner(value, uncounted);
}
