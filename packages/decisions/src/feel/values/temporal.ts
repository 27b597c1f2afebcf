import { Temporal } from 'temporal-polyfill';
import { DaysTime } from './duration.ts';
import type { Zone } from './zone.ts';

export type FeelDate = Temporal.PlainDate;
export const FeelDate = Temporal.PlainDate;

const nanosPerDay = 86_400_000_000_000n;

/** A time of day, with or without zone (DMN 1.5, section 10.3.2.3.5). */
export class FeelTime {
  readonly local: Temporal.PlainTime;
  readonly zone: Zone | null;

  constructor(local: Temporal.PlainTime, zone: Zone | null) {
    this.local = local;
    this.zone = zone;
  }

  /** Nanoseconds since local midnight. */
  get nanosOfDay(): bigint {
    return nanosOfDay(this.local);
  }

  /** Seconds east of UTC; a named zone counts with its offset on 1 January 1970, as a time has no date. */
  get offset(): number | null {
    if (this.zone === null || this.zone.id === null) return this.zone?.offset ?? null;
    const zoned = new Temporal.PlainDate(1970, 1, 1).toZonedDateTime({ timeZone: this.zone.id, plainTime: this.local });
    return zoned.offsetNanoseconds / 1e9;
  }

  toString(): string {
    return timeText(this.local) + (this.zone?.text ?? '');
  }
}

/** A date and time, with or without zone (DMN 1.5, section 10.3.2.3.6). */
export class FeelDateTime {
  readonly local: Temporal.PlainDateTime;
  readonly zone: Zone | null;
  #instant: bigint | null;

  constructor(local: Temporal.PlainDateTime, zone: Zone | null, instant: bigint | null = null) {
    this.local = local;
    this.zone = zone;
    this.#instant = instant;
  }

  /** Nanoseconds since 1970 in UTC; without zone as if the local time were UTC. */
  get instant(): bigint {
    this.#instant ??= instantOf(this.local, this.zone);
    return this.#instant;
  }

  /** Seconds east of UTC, null without zone. */
  get offset(): number | null {
    if (this.zone === null) return null;
    return this.zone.offset ?? Number((localNanos(this.local) - this.instant) / 1_000_000_000n);
  }

  toString(): string {
    return `${dateText(this.local)}T${timeText(this.local)}${this.zone?.text ?? ''}`;
  }
}

/** Nanoseconds since local midnight. */
export function nanosOfDay(time: Temporal.PlainTime | Temporal.PlainDateTime): bigint {
  const seconds = time.hour * 3600 + time.minute * 60 + time.second;
  const rest = time.millisecond * 1_000_000 + time.microsecond * 1000 + time.nanosecond;
  return BigInt(seconds) * 1_000_000_000n + BigInt(rest);
}

/** Whole days since 1 January 1970. */
export function epochDay(date: FeelDate | Temporal.PlainDateTime): number {
  const day = new Date(0);
  day.setUTCFullYear(date.year, date.month - 1, date.day);
  return Math.round(day.getTime() / 86_400_000);
}

function localNanos(local: Temporal.PlainDateTime): bigint {
  return BigInt(epochDay(local)) * nanosPerDay + nanosOfDay(local);
}

function instantOf(local: Temporal.PlainDateTime, zone: Zone | null): bigint {
  if (zone?.id != null) return local.toZonedDateTime(zone.id).epochNanoseconds;
  return localNanos(local) - BigInt(zone?.offset ?? 0) * 1_000_000_000n;
}

/** The local date and time at an instant in a zone; null outside the years that can be represented. */
export function atInstant(instant: bigint, zone: Zone | null): FeelDateTime | null {
  try {
    if (zone?.id != null) {
      const local = Temporal.Instant.fromEpochNanoseconds(instant).toZonedDateTimeISO(zone.id).toPlainDateTime();
      return new FeelDateTime(local, zone, instant);
    }
    const nanos = instant + BigInt(zone?.offset ?? 0) * 1_000_000_000n;
    let days = nanos / nanosPerDay;
    let rest = nanos % nanosPerDay;
    if (rest < 0n) {
      days -= 1n;
      rest += nanosPerDay;
    }
    const date = new Temporal.PlainDate(1970, 1, 1).add({ days: Number(days) });
    const local = date.toPlainDateTime(timeOfNanos(rest));
    return new FeelDateTime(local, zone, instant);
  } catch {
    return null;
  }
}

/** The time so many nanoseconds after midnight (less than a day). */
export function timeOfNanos(nanos: bigint): Temporal.PlainTime {
  const seconds = Number(nanos / 1_000_000_000n);
  const rest = Number(nanos % 1_000_000_000n);
  return new Temporal.PlainTime(
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
    Math.floor(rest / 1_000_000),
    Math.floor(rest / 1000) % 1000,
    rest % 1000,
  );
}

/** Midnight of a date in a zone or without. */
export function midnight(date: FeelDate, zone: Zone | null): FeelDateTime {
  return new FeelDateTime(date.toPlainDateTime(), zone);
}

/** Year with at least four digits, no sign for years after 9999 (as XML Schema and the conformance kit write it). */
export function dateText(date: FeelDate | Temporal.PlainDateTime): string {
  const year = String(Math.abs(date.year)).padStart(4, '0');
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${date.year < 0 ? '-' : ''}${year}-${pad(date.month)}-${pad(date.day)}`;
}

function timeText(time: Temporal.PlainTime | Temporal.PlainDateTime): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  const nanos = time.millisecond * 1_000_000 + time.microsecond * 1000 + time.nanosecond;
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
  return `${pad(time.hour)}:${pad(time.minute)}:${pad(time.second)}${fraction}`;
}

/** The offset of a time or date and time as a duration, null without zone. */
export function offsetDuration(value: FeelTime | FeelDateTime): DaysTime | null {
  const seconds = value.offset;
  return seconds === null ? null : new DaysTime(BigInt(Math.round(seconds)) * 1_000_000_000n);
}
