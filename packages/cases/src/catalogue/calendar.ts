import { Temporal } from 'temporal-polyfill';
import { CatalogueError } from '../errors.ts';

/** A party's calendar. Called: true when an ISO date is a day off of the office (Saturday, Sunday, closed day). */
export interface DayOff {
  (day: string): boolean;
  /** Day on which no legal period ends (Saturday, Sunday, holiday recognised by law); without it the days off of the office. */
  rest?: (day: string) => boolean;
  /** Day of a legal recess: periods counted in days stand still (as Art. 22a APA, SR 172.021, has it). */
  stands?: (day: string) => boolean;
}

export type PeriodUnit = 'seconds' | 'minutes' | 'hours' | 'days' | 'working days' | 'weeks' | 'months' | 'years';

export interface Period {
  count: number;
  unit: PeriodUnit;
}

const grammar = /^(\d{1,5})\s+(second|minute|hour|day|working day|week|month|year)s?$/;

/** Units that are added exactly and not moved to a working day. */
const exact: ReadonlySet<PeriodUnit> = new Set(['seconds', 'minutes', 'hours']);

/** Reads `<n> seconds | minutes | hours | days | working days | weeks | months | years` (singular allowed; seconds for machines only); null when it is no period. */
export function readPeriod(text: string): Period | null {
  const match = grammar.exec(text.trim());
  return match ? { count: Number(match[1]), unit: `${match[2]}s` as PeriodUnit } : null;
}

/** @throws CatalogueError `period-invalid` */
export function parsePeriod(text: string): Period {
  const period = typeof text === 'string' ? readPeriod(text) : null;
  if (!period) throw new CatalogueError('period-invalid', `expected a period like "10 working days", got ${JSON.stringify(text)}`);
  return period;
}

/** Local day of an ISO date or instant in a zone. @throws CatalogueError `date-invalid` */
export function localDay(from: string, zone: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(from)) return Temporal.PlainDate.from(from);
    return Temporal.Instant.from(from.replace(/\[.*\]$/, ''))
      .toZonedDateTimeISO(zone)
      .toPlainDate();
  } catch (cause) {
    throw new CatalogueError('date-invalid', 'expected an ISO date or instant as the start of a period, got something else', { cause });
  }
}

function nextWorkingDay(day: Temporal.PlainDate, dayOff: DayOff): Temporal.PlainDate {
  let moved = day;
  for (let tries = 0; dayOff(moved.toString()); tries++) {
    if (tries > 366)
      throw new CatalogueError('calendar-without-working-day', 'expected a working day within a year of the calendar, got none');
    moved = moved.add({ days: 1 });
  }
  return moved;
}

/**
 * Last day of a period, inclusive. The day of `from` is not counted; a last day that is a day off moves to the next working day
 * (as Art. 20 APA, SR 172.021, does); days of a legal recess are not counted in a period of days. Periods in minutes and hours have the day on which they end.
 */
export function lastDay(period: string, from: string, dayOff: DayOff, zone: string): string {
  const { count, unit } = parsePeriod(period);
  const start = localDay(from, zone);
  if (exact.has(unit)) return localDay(due(period, from, dayOff, zone), zone).toString();
  if (unit !== 'working days') {
    const { rest = dayOff, stands } = dayOff;
    if (unit !== 'days' || !stands) return nextWorkingDay(start.add({ [unit]: count }), rest).toString();
    let end = start;
    for (let left = count; left > 0; left--) end = nextWorkingDay(end.add({ days: 1 }), stands);
    return nextWorkingDay(end, (day) => rest(day) || stands(day)).toString();
  }
  let day = start;
  for (let left = count; left > 0; left--) day = nextWorkingDay(day.add({ days: 1 }), dayOff);
  return nextWorkingDay(day, dayOff).toString();
}

/** Day a period after another, ISO, never moved: by law something counts as delivered on a Sunday too. @throws CatalogueError `period-invalid` */
export function addPeriod(period: string, from: string): string {
  const { count, unit } = parsePeriod(period);
  const days = unit === 'working days' || exact.has(unit) ? 'days' : unit;
  return Temporal.PlainDate.from(from)
    .add({ [days]: count })
    .toString();
}

function isoInstant(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/**
 * End of a period: the midnight after its last day, as an instant with the zone's offset (`2027-03-12T00:00:00+01:00`), right on days
 * of clock changes. Minutes and hours are added exactly and not moved.
 * @param from ISO date or instant
 * @throws CatalogueError `period-invalid`, `date-invalid`
 */
export function due(period: string, from: string, dayOff: DayOff, zone: string): string {
  const { count, unit } = parsePeriod(period);
  if (exact.has(unit)) {
    const start = /^\d{4}-\d{2}-\d{2}$/.test(from)
      ? localDay(from, zone).toZonedDateTime(zone)
      : Temporal.Instant.from(from.replace(/\[.*\]$/, '')).toZonedDateTimeISO(zone);
    return isoInstant(start.add({ [unit]: count }));
  }
  return isoInstant(
    Temporal.PlainDate.from(lastDay(period, from, dayOff, zone))
      .add({ days: 1 })
      .toZonedDateTime(zone),
  );
}

/**
 * Day to show for a deadline: the last day on which one is still in time. A midnight shows the day before it; a plain date shows itself.
 */
export function expectedDay(deadline: string, zone: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(deadline)) return deadline;
  const instant = Temporal.Instant.from(deadline.replace(/\[.*\]$/, ''));
  return instant.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * Completed years of a person or date of birth on a day. A partially known date (`1951`, `1951-06`) counts from its last possible day,
 * so the age given has surely been reached. Null without a date.
 * @param born ISO date, year-month or year, or a person with `dateOfBirth`
 * @param day ISO date or instant already local
 */
export function age(born: unknown, day: string): number | null {
  const text = typeof born === 'object' && born !== null ? (born as { dateOfBirth?: unknown }).dateOfBirth : born;
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(String(text ?? ''));
  if (!match) return null;
  const on = Temporal.PlainDate.from(day.slice(0, 10));
  const year = Number(match[1]);
  const month = match[2] ? Number(match[2]) : 12;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const birth = first.with({ day: match[3] ? Number(match[3]) : first.daysInMonth });
  return Math.max(0, birth.until(on, { largestUnit: 'years' }).years);
}
