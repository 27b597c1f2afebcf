import { Temporal } from 'temporal-polyfill';
import { nextCron, readCron, type Cron } from './cron.ts';
import { StepFailure } from './failure.ts';

/**
 * Instant at which a timer fires. A plain date runs until the end of that local day; a local date and time is read in the zone;
 * a duration counts from now, its days in local time.
 * Source: ISO 8601; FEEL writes zones as `@Zone`, Temporal as `[Zone]`.
 * @throws StepFailure `timer-invalid`
 */
export function timerInstant(kind: 'date' | 'duration', value: unknown, now: string, zone: string): string {
  if (typeof value === 'string') {
    try {
      const at = kind === 'date' ? fromDate(value.trim(), zone) : fromDuration(value.trim(), now, zone);
      return at.toString({ smallestUnit: 'millisecond' });
    } catch (cause) {
      throw new StepFailure('timer-invalid', `expected a ${kind} in ISO 8601 of the timer, got an unreadable text`, { cause });
    }
  }
  throw new StepFailure('timer-invalid', `expected a ${kind} in ISO 8601 of the timer, got ${value === null ? 'null' : typeof value}`);
}

/**
 * First instant, period and number of rounds of a repeating timer: `R3/PT10M`, `R/P1D`, `R5/2027-01-01T08:00/P1W`, or cron with six
 * fields (`0 0 6 * * MON`). Without an instant it counts from now.
 * Source: ISO 8601, repeating time intervals; `readCron`.
 * @throws StepFailure `timer-invalid`
 */
export function readCycle(value: unknown, now: string, zone: string): { due_at: string; cycle: string; rounds: number | null } {
  const cron = typeof value === 'string' ? readCron(value) : null;
  if (cron) return { due_at: nextOf(cron, now, zone), cycle: (value as string).trim(), rounds: null };
  const parts = /^R(\d*)\/(?:([^/]+)\/)?(P[^/]+)$/.exec(typeof value === 'string' ? value.trim() : '');
  const cycle = parts?.[3];
  if (!parts || !cycle) {
    throw new StepFailure(
      'timer-invalid',
      'expected a repeating interval in ISO 8601 of the timer (R3/PT10M) or cron (0 0 6 * * MON), got something else',
    );
  }
  const period = timerInstant('duration', cycle, now, zone);
  if (period <= now) throw new StepFailure('timer-invalid', 'expected a period above zero of the timer, got less');
  return { due_at: parts[2] ? timerInstant('date', parts[2], now, zone) : period, cycle, rounds: parts[1] ? Number(parts[1]) : null };
}

/** The round of a repeating timer after the one due at an instant; rounds missed before now count once. @throws StepFailure `timer-invalid` */
export function followingRound(cycle: string, dueAt: string, now: string, zone: string): string {
  const cron = readCron(cycle);
  if (cron) return nextOf(cron, dueAt > now ? dueAt : now, zone);
  const following = timerInstant('duration', cycle, dueAt, zone);
  return following > now ? following : timerInstant('duration', cycle, now, zone);
}

function nextOf(cron: Cron, after: string, zone: string): string {
  const at = nextCron(cron, after, zone);
  if (at === null) throw new StepFailure('timer-invalid', 'expected a cron expression that comes true one day, got one that never does');
  return at;
}

/** Instant of a due date given by model or host; null stays null. @throws StepFailure `timer-invalid` */
export function dueInstant(value: unknown, zone: string): string | null {
  return value === null || value === undefined ? null : timerInstant('date', value, '', zone);
}

function fromDate(text: string, zone: string): Temporal.Instant {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text).add({ days: 1 }).toZonedDateTime(zone).toInstant();
  const [local, named] = text.split('@');
  const bare = local!.replace(/\[.*\]$/, '');
  if (/(Z|[+-]\d\d:?\d\d)$/i.test(bare)) return Temporal.Instant.from(bare);
  const inBrackets = /\[(.*)\]$/.exec(local!)?.[1];
  return Temporal.PlainDateTime.from(bare)
    .toZonedDateTime(named ?? inBrackets ?? zone)
    .toInstant();
}

function fromDuration(text: string, now: string, zone: string): Temporal.Instant {
  return Temporal.Instant.from(now).toZonedDateTimeISO(zone).add(Temporal.Duration.from(text)).toInstant();
}
