import { dateOf } from './date.ts';
import { readDuration } from './duration.ts';
import type { DaysTime, YearsMonths } from './duration.ts';
import type { FeelDate } from './temporal.ts';
import { FeelDateTime, FeelTime, midnight } from './temporal.ts';
import { readZone } from './zone.ts';

const datePattern = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d{2})-(\d{2})$/;
const timePattern = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(.*)$/s;

/** A date from `2024-02-29`; null for anything else, also for days that do not exist. */
export function readDate(text: string): FeelDate | null {
  const match = datePattern.exec(text);
  if (match === null) return null;
  const [, sign, year, month, day] = match;
  if (sign === '-' && Number(year) === 0) return null;
  return dateOf(sign === '-' ? -Number(year) : Number(year), Number(month), Number(day));
}

/** A time from `13:20:00`, with fraction and zone (`Z`, `+01:00`, `@Europe/Zurich`) if given; else null. */
export function readTime(text: string): FeelTime | null {
  const match = timePattern.exec(text);
  if (match === null) return null;
  const [, hour, minute, second, fraction, rest] = match;
  const local = timeOf(Number(hour), Number(minute), Number(second), Number((fraction ?? '').padEnd(9, '0').slice(0, 9)));
  if (local === null) return null;
  if (rest === undefined || rest === '') return new FeelTime(local, null);
  const zone = readZone(rest);
  return zone === null ? null : new FeelTime(local, zone);
}

/** A time of day in nanoseconds from its parts (`nanos` is the fraction of the second); null if there is no such time. */
export function timeOf(hour: number, minute: number, second: number, nanos: number): number | null {
  if (hour > 23 || minute > 59 || second > 59 || hour < 0 || minute < 0 || second < 0) return null;
  return (hour * 3600 + minute * 60 + second) * 1_000_000_000 + nanos;
}

/** A date and time from `2024-02-29T13:20:00+01:00`; a date alone means its midnight; else null. */
export function readDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T');
  if (split < 0) {
    const date = readDate(text);
    return date === null ? null : midnight(date, null);
  }
  const date = readDate(text.slice(0, split));
  const time = readTime(text.slice(split + 1));
  return date === null || time === null ? null : combine(date, time);
}

/** Date and time of a date and a time, in the time's zone. */
export function combine(date: FeelDate, { nanos, zone }: FeelTime): FeelDateTime {
  return new FeelDateTime(date, nanos, zone);
}

/** The value of `@"…"`: a date, time, date and time or duration, null if it is none of them. */
export function readTemporal(text: string): FeelDate | FeelTime | FeelDateTime | DaysTime | YearsMonths | null {
  if (/^-?P/.test(text)) return readDuration(text);
  if (/^\d{2}:/.test(text)) return readTime(text);
  return text.includes('T') ? readDateTime(text) : readDate(text);
}
