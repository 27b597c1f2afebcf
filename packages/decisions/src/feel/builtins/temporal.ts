import { Temporal } from 'temporal-polyfill';
import type { Run } from '../run.ts';
import type { Value } from '../values/kind.ts';
import { Num } from '../values/number.ts';
import type { FeelDate } from '../values/temporal.ts';
import { FeelDateTime, atInstant } from '../values/temporal.ts';
import { namedZone, offsetZone, utc } from '../values/zone.ts';
import { define } from './define.ts';

// Temporal functions, DMN 1.5, section 10.3.4.8, and now() and today() of section 10.3.4.12.

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = 'January February March April May June July August September October November December'.split(' ');

function ofDate(name: string, part: (date: FeelDate) => Value): void {
  define(name, 'date: date|date and time', ([date]) => part(date instanceof FeelDateTime ? date.date : date));
}

ofDate('day of year', (date) => new Num(date.dayOfYear));
ofDate('day of week', (date) => days[date.dayOfWeek - 1] ?? null);
ofDate('month of year', (date) => months[date.month - 1] ?? null);
ofDate('week of year', (date) => new Num(date.weekOfYear));

function now(run: Run): FeelDateTime | null {
  const instant = run.now === null ? Temporal.Now.instant() : Temporal.Instant.from(run.now);
  const zone = run.zone === null ? utc : (namedZone(run.zone) ?? offsetZone(0));
  return atInstant(instant.epochNanoseconds, zone);
}

define('now', '', (_args, run) => now(run));
define('today', '', (_args, run) => now(run)?.date ?? null);
