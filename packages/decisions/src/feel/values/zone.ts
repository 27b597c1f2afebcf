import { Temporal } from 'temporal-polyfill';

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
      new Temporal.ZonedDateTime(0n, id);
      zone = new Zone(`@${id}`, null, id);
    } catch {
      zone = null;
    }
  }
  if (known.size < 1000) known.set(id, zone);
  return zone;
}
