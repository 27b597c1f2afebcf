import type { Num } from '../values/number.ts';
import { toInteger, toNum } from '../values/number.ts';
import { FeelDate, FeelDateTime, FeelTime } from '../values/temporal.ts';
import type { DaysTime } from '../values/duration.ts';
import { YearsMonths, readDuration } from '../values/duration.ts';
import { dateOf, monthsBetween } from '../values/date.ts';
import { combine, readDate, readDateTime, readTime, timeOf } from '../values/temporal-read.ts';
import type { Run } from '../run.ts';
import type { Value } from '../values/kind.ts';
import { textOf } from '../values/text.ts';
import { namedZone, offsetZone, utc } from '../values/zone.ts';
import { define } from './define.ts';

// Conversion functions, DMN 1.5, section 10.3.4.1.

function literal(value: Value, name: string, run: Run): Value {
  return value ?? run.warn('feel-literal', `expected a valid text for ${name}, got another`);
}

define('date', 'from: string', ([from], run) => literal(readDate(from), 'date', run));
define('date', 'from: date|date and time', ([from]) => (from instanceof FeelDateTime ? from.date : from));
define('date', 'year: number, month: number, day: number', ([year, month, day], run) => {
  const parts = [year, month, day].map(toInteger);
  const [y, m, d] = parts;
  return literal(y == null || m == null || d == null ? null : dateOf(y, m, d), 'date', run);
});

define('time', 'from: string', ([from], run) => literal(readTime(scanned(from, run)), 'time', run));
define('time', 'from: time|date and time|date', ([from]) => {
  if (from instanceof FeelDateTime) return new FeelTime(from.nanos, from.zone);
  return from instanceof FeelDate ? new FeelTime(0, utc) : from;
});
define('time', 'hour: number, minute: number, second: number, offset?: days and time duration', ([hour, minute, second, offset], run) => {
  const whole = second.trunc();
  const nanos = second.minus(whole).times(1_000_000_000).trunc().toNumber();
  const [h, m, s] = [hour, minute, whole].map(toInteger);
  const local = h == null || m == null || s == null || second.isNeg() ? null : timeOf(h, m, s, nanos);
  if (local === null) return literal(null, 'time', run);
  if (offset === null) return new FeelTime(local, null);
  const seconds = Number((offset as DaysTime).nanos / 1_000_000_000n);
  return Math.abs(seconds) > 18 * 3600 ? literal(null, 'time', run) : new FeelTime(local, offsetZone(seconds));
});

define('date and time', 'from: string', ([from], run) => literal(readDateTime(scanned(from, run)), 'date and time', run));
define('date and time', 'from: date and time', ([from]) => from);
define('date and time', 'date: date|date and time, time: time', ([date, time]) =>
  combine(date instanceof FeelDateTime ? date.date : date, time),
);
define('date and time', 'date: date and time, timezone: string', ([date, timezone], run) => {
  const zone = namedZone(timezone);
  return zone === null ? literal(null, 'date and time', run) : new FeelDateTime(date.date, date.nanos, zone);
});

define('duration', 'from: string', ([from], run) => literal(readDuration(scanned(from, run)), 'duration', run));
define('duration', 'from: days and time duration|years and months duration', ([from]) => from);

define('years and months duration', 'from: date|date and time, to: date|date and time', ([from, to]) => {
  const day = (value: FeelDate | FeelDateTime) => (value instanceof FeelDateTime ? value.date : value);
  return new YearsMonths(monthsBetween(day(from), day(to)));
});

define('string', 'from', ([from], run) => textOf(from, run));

define('number', 'from: string', ([from], run) => literal(numberFrom(scanned(from, run), null, null), 'number', run));
define('number', 'from: number', ([from]) => from);
define('number', 'from: string, grouping separator, decimal separator', ([from, grouping, decimal], run) => {
  const groups = [null, ' ', ',', '.'];
  if (!groups.includes(grouping) || ![null, ',', '.'].includes(decimal) || (grouping !== null && grouping === decimal)) {
    return run.warn('feel-argument', 'expected separators of number to be space, comma or point and different, got others');
  }
  return literal(numberFrom(scanned(from, run), grouping, decimal), 'number', run);
});

/** A text that is read; 64 characters count as one step. */
function scanned(text: string, run: Run): string {
  run.step(1 + (text.length >> 6));
  return text;
}

function numberFrom(text: string, grouping: string | null, decimal: string | null): Num | null {
  let plain = text;
  if (grouping !== null) plain = plain.replaceAll(grouping, '');
  if (decimal !== null && decimal !== '.') {
    if (plain.includes('.')) return null;
    plain = plain.replace(decimal, '.');
  }
  return /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? toNum(plain) : null;
}
