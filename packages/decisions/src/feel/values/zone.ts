import { Temporal } from 'temporal-polyfill';
import type { FeelDate } from './date.ts';

/** A fixed offset from UTC or a named time zone, with the text it was written as (`Z`, `+01:00`, `@Europe/Zurich`). */
export class Zone {
  readonly text: string;
  /** Seconds east of UTC for a fixed offset, else null. */
  readonly offset: number | null;
  /** IANA name for a named zone, else null. */
  readonly id: string | null;

  constructor(text: string, offset: number | null, id: string | null) {
    this.text = text;
    this.offset = offset;
    this.id = id;
  }
}

export const utc = new Zone('Z', 0, null);

const offsetPattern = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/;
const known = new Map<string, Zone | null>();

/** A zone from the end of a literal; null when there is no such offset or zone. */
export function readZone(text: string): Zone | null {
  if (text === 'Z' || text === 'z') return utc;
  const match = offsetPattern.exec(text);
  if (match === null) return text.startsWith('@') ? namedZone(text.slice(1)) : null;
  const [, sign, hours, minutes, seconds] = match;
  if (Number(hours) > 18 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
  if (size > 18 * 3600) return null;
  return offsetZone(sign === '-' ? -size : size);
}

/** A zone of so many seconds east of UTC. */
export function offsetZone(seconds: number): Zone {
  if (seconds === 0) return utc;
  const size = Math.abs(seconds);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60];
  if (size % 60 !== 0) parts.push(size % 60);
  const text = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return new Zone((seconds < 0 ? '-' : '+') + text, seconds, null);
}

/** A zone by its IANA name, null if unknown. Only names seen in models and settings get here, so the memory is bounded. */
export function namedZone(id: string): Zone | null {
  const cached = known.get(id);
  if (cached !== undefined) return cached;
  let zone: Zone | null = null;
  if (/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(id)) {
    try {
      // Names of zones are told apart by case.
      if (new Temporal.ZonedDateTime(0n, id).timeZoneId === id) zone = new Zone(`@${id}`, null, id);
    } catch {
      zone = null;
    }
  }
  if (known.size < 1000) known.set(id, zone);
  return zone;
}

/** The calendar repeats after 400 years, and with it the rules of zones outside these years. */
const cycleNanos = 146_097n * 86_400_000_000_000n;
const cycle = 400;

/** How many cycles lie between a year and one that the runtime's zones know. */
function cyclesOf(year: number): number {
  if (year > 9999) return Math.floor((year - 2000) / cycle);
  return year < 0 ? Math.floor((year - 1200) / cycle) : 0;
}

/** The instant of a local date and time in a named zone; within a gap or overlap of the clock, by the offset before it. */
export function instantIn(id: string, date: FeelDate, nanos: number): bigint {
  const cycles = cyclesOf(date.year);
  const seconds = Math.floor(nanos / 1_000_000_000);
  const zoned = Temporal.ZonedDateTime.from({
    timeZone: id,
    year: date.year - cycles * cycle,
    month: date.month,
    day: date.day,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  });
  return zoned.epochNanoseconds + BigInt(nanos % 1_000_000_000) + BigInt(cycles) * cycleNanos;
}

/** Seconds east of UTC of a named zone at an instant (nanoseconds since 1970). */
export function offsetAt(id: string, instant: bigint): number {
  const year = 1970 + Math.floor(Number(instant / 31_556_952_000_000_000n));
  const known = instant - BigInt(cyclesOf(year)) * cycleNanos;
  return Temporal.Instant.fromEpochNanoseconds(known).toZonedDateTimeISO(id).offsetNanoseconds / 1e9;
}
