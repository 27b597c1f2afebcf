import { FeelDate, dateOfDay } from './date.ts';
import { DaysTime } from './duration.ts';
import { instantIn, offsetAt } from './zone.ts';
import type { Zone } from './zone.ts';

export { FeelDate };

export const nanosPerDay = 86_400_000_000_000;
const nanosPerSecond = 1_000_000_000;

/** A time of day, with or without zone (DMN 1.5, section 10.3.2.3.5). */
export class FeelTime {
  /** Nanoseconds since local midnight. */
  readonly nanos: number;
  readonly zone: Zone | null;

  constructor(nanos: number, zone: Zone | null) {
    this.nanos = nanos;
    this.zone = zone;
  }

  /** Seconds east of UTC; a named zone counts with its offset on 1 January 1970, as a time has no date. */
  get offset(): number | null {
    if (this.zone === null || this.zone.id === null) return this.zone?.offset ?? null;
    return offsetAt(this.zone.id, BigInt(this.nanos));
  }

  toString(): string {
    return timeText(this.nanos) + (this.zone?.text ?? '');
  }
}

/** A date and time, with or without zone (DMN 1.5, section 10.3.2.3.6). */
export class FeelDateTime {
  readonly date: FeelDate;
  /** Nanoseconds since local midnight. */
  readonly nanos: number;
  readonly zone: Zone | null;
  #instant: bigint | null;

  constructor(date: FeelDate, nanos: number, zone: Zone | null, instant: bigint | null = null) {
    this.date = date;
    this.nanos = nanos;
    this.zone = zone;
    this.#instant = instant;
  }

  /** Nanoseconds since 1970 in UTC; without zone as if the local time were UTC. */
  get instant(): bigint {
    if (this.#instant !== null) return this.#instant;
    const local = BigInt(this.date.epochDay) * BigInt(nanosPerDay) + BigInt(this.nanos);
    if (this.zone?.id == null) this.#instant = local - BigInt(this.zone?.offset ?? 0) * BigInt(nanosPerSecond);
    else this.#instant = instantIn(this.zone.id, this.date, this.nanos);
    return this.#instant;
  }

  /** Seconds east of UTC, null without zone. */
  get offset(): number | null {
    if (this.zone === null) return null;
    const local = BigInt(this.date.epochDay) * BigInt(nanosPerDay) + BigInt(this.nanos);
    return this.zone.offset ?? Number((local - this.instant) / BigInt(nanosPerSecond));
  }

  /** The same local time in the zone of another where this one has none. */
  inZoneOf(other: FeelDateTime): FeelDateTime {
    return this.zone === null && other.zone !== null ? new FeelDateTime(this.date, this.nanos, other.zone) : this;
  }

  toString(): string {
    return `${this.date.toString()}T${timeText(this.nanos)}${this.zone?.text ?? ''}`;
  }
}

/** Parts of a time of day in nanoseconds; `fraction` is in nanoseconds. */
export function clockOf(nanos: number) {
  const seconds = Math.floor(nanos / nanosPerSecond);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: nanos % nanosPerSecond,
  };
}

/** The local date and time at an instant in a zone; null outside the years that exist. */
export function atInstant(instant: bigint, zone: Zone | null): FeelDateTime | null {
  const offset = zone?.id == null ? (zone?.offset ?? 0) : offsetAt(zone.id, instant);
  const local = instant + BigInt(Math.round(offset * nanosPerSecond));
  const rest = ((local % BigInt(nanosPerDay)) + BigInt(nanosPerDay)) % BigInt(nanosPerDay);
  const date = dateOfDay(Number((local - rest) / BigInt(nanosPerDay)));
  return date === null ? null : new FeelDateTime(date, Number(rest), zone, instant);
}

/** Midnight of a date in a zone or without. */
export function midnight(date: FeelDate, zone: Zone | null): FeelDateTime {
  return new FeelDateTime(date, 0, zone);
}

function timeText(nanos: number): string {
  const { hour, minute, second, fraction } = clockOf(nanos);
  const pad = (part: number) => String(part).padStart(2, '0');
  const rest = fraction === 0 ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  return `${pad(hour)}:${pad(minute)}:${pad(second)}${rest}`;
}

/** The offset of a time or date and time as a duration, null without zone. */
export function offsetDuration(value: FeelTime | FeelDateTime): DaysTime | null {
  const seconds = value.offset;
  return seconds === null ? null : new DaysTime(BigInt(Math.round(seconds)) * BigInt(nanosPerSecond));
}
