import { Temporal } from 'temporal-polyfill';

/** Second, minute, hour, day of the month, month, day of the week (0 and 7: Sunday). */
const FIELDS = [
  { from: 0, to: 59 },
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'], first: 1 },
  { from: 0, to: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'], first: 0 },
] as const;

const NAMED: Record<string, string> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

/** A rule that does not come true within this many days never does: 29 February on a certain weekday comes every 28 years. */
const LONGEST_WAIT_DAYS = 366 * 29;

/** Values each field of a cron expression allows. */
export interface Cron {
  fields: readonly ReadonlySet<number>[];
  anyDay: boolean;
  anyWeekday: boolean;
}

/**
 * Reads six fields (second, minute, hour, day, month, weekday) or a name such as `@daily`, as the dialect of Camunda 8 writes them:
 * `*`, `?`, lists, ranges, steps, English names. `L`, `W` and `#` are not read.
 * @returns null when it is none.
 */
export function readCron(text: string): Cron | null {
  const parts = (NAMED[text.trim().toLowerCase()] ?? text.trim()).split(/\s+/);
  if (parts.length !== FIELDS.length) return null;
  const fields = parts.map((part, index) => readField(part.toUpperCase(), FIELDS[index]!));
  if (fields.some((field) => field === null)) return null;
  const sets = fields as Set<number>[];
  if (sets[5]!.delete(7)) sets[5]!.add(0);
  return { fields: sets, anyDay: /^[*?]/.test(parts[3]!), anyWeekday: /^[*?]/.test(parts[5]!) };
}

function readField(
  part: string,
  { from, to, ...named }: { from: number; to: number; names?: readonly string[]; first?: number },
): Set<number> | null {
  const values = new Set<number>();
  const value = (text: string): number => {
    const name = named.names?.indexOf(text) ?? -1;
    return name >= 0 ? name + named.first! : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  };
  for (const entry of part.split(',')) {
    const [range, step = '1', ...more] = entry.split('/');
    const [low, high = /\//.test(entry) ? String(to) : low, ...rest] = /^[*?]$/.test(range!)
      ? [String(from), String(to)]
      : range!.split('-');
    const [first, last, every] = [value(low!), value(high!), /^\d+$/.test(step) ? Number(step) : 0];
    if (more.length + rest.length > 0 || !(first >= from && last <= to && first <= last) || every < 1) return null;
    for (let at = first; at <= last; at += every) values.add(at);
  }
  return values;
}

/**
 * First instant after another that a cron expression names, in local time of the zone. Given both a day and a weekday, either is enough.
 * A local time that daylight saving leaves out comes as soon as it is over. null: never.
 */
export function nextCron(cron: Cron, after: string, zone: string): string | null {
  const start = Temporal.Instant.from(after);
  let day = start.toZonedDateTimeISO(zone).toPlainDate();
  for (let count = 0; count <= LONGEST_WAIT_DAYS; count += 1, day = day.add({ days: 1 })) {
    if (!isDay(cron, day)) continue;
    for (const time of timesOf(cron)) {
      const at = day.toPlainDateTime(time).toZonedDateTime(zone).toInstant();
      if (Temporal.Instant.compare(at, start) > 0) return at.toString({ smallestUnit: 'millisecond' });
    }
  }
  return null;
}

function isDay({ fields, anyDay, anyWeekday }: Cron, day: Temporal.PlainDate): boolean {
  if (!fields[4]!.has(day.month)) return false;
  const [onDay, onWeekday] = [fields[3]!.has(day.day), fields[5]!.has(day.dayOfWeek % 7)];
  return anyDay || anyWeekday ? onDay && onWeekday : onDay || onWeekday;
}

function* timesOf({ fields }: Cron): Generator<Temporal.PlainTime> {
  const sorted = (index: number): number[] => [...fields[index]!].sort((one, other) => one - other);
  for (const hour of sorted(2)) {
    for (const minute of sorted(1)) for (const second of sorted(0)) yield Temporal.PlainTime.from({ hour, minute, second });
  }
}
