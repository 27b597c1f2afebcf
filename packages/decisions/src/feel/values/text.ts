import { kindOf } from './kind.ts';
import type { Value } from './kind.ts';
import { Num } from './number.ts';
import { FeelRange } from './range.ts';
import { FeelClosure } from './closure.ts';

/** The text of a value as FEEL's `string()` gives it; strings inside lists and contexts are quoted. */
export function textOf(value: Value): string | null {
  return value === null ? null : typeof value === 'string' ? value : inner(value);
}

function inner(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Num) return value.toFixed();
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  if (value instanceof Map) {
    return `{${[...value].map(([key, entry]) => `${keyText(key)}: ${inner(entry)}`).join(', ')}}`;
  }
  if (value instanceof FeelRange) return rangeText(value);
  if (value instanceof FeelClosure) return `function(${(value.parameters ?? []).join(', ')})`;
  return value.toString();
}

function keyText(key: string): string {
  return /^[\p{L}_?][\p{L}\p{N}_ ]*$/u.test(key) ? key : inner(key);
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
  return literal ? `@"${inner(value)}"` : inner(value);
}
