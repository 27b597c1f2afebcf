import { compare } from './compare.ts';
import type { Value } from './kind.ts';
import { toNum } from './number.ts';
import { FeelRange } from './range.ts';
import { stringValue } from '../string-literal.ts';
import { readDate, readDateTime, readTemporal, readTime } from './temporal-read.ts';
import { readDuration } from './duration.ts';

/** A range from text like `[18..21)` or `[@"2020-01-01"..]`; null for anything else (DMN 1.5, section 10.3.4.1). */
export function parseRange(text: string): FeelRange | null {
  const match = /^\s*([[(\]])(.*)\.\.(.*)([\])[])\s*$/s.exec(text);
  if (match === null) return null;
  const [, open = '', from = '', to = '', close = ''] = match;
  const low = bound(from.trim());
  const high = bound(to.trim());
  if (low === undefined || high === undefined || (low === null && high === null)) return null;
  if (low !== null && high !== null) {
    const order = compare(low, high);
    if (order === null || order > 0) return null;
  }
  if ((low === null && open === '[') || (high === null && close === ']')) return null;
  return new FeelRange(low, open === '[', high, close === ']');
}

function bound(text: string): Value | undefined {
  if (text === '') return null;
  if (/^-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) return toNum(text) ?? undefined;
  if (/^"(?:[^"\\]|\\.)*"$/s.test(text)) return stringValue(text);
  const at = /^@\s*("[^"]*")$/.exec(text);
  if (at?.[1] !== undefined) return readTemporal(stringValue(at[1])) ?? undefined;
  const call = /^(date and time|date|time|duration)\s*\(\s*("[^"]*")\s*\)$/.exec(text);
  const [, name, argument] = call ?? [];
  if (name === undefined || argument === undefined) return undefined;
  const value = stringValue(argument);
  const readers: Record<string, (text: string) => Value> = {
    date: readDate,
    time: readTime,
    'date and time': readDateTime,
    duration: readDuration,
  };
  return readers[name]?.(value) ?? undefined;
}
