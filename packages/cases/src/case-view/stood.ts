import { Temporal } from 'temporal-polyfill';
import type { DayOff } from '../catalogue/calendar.ts';
import type { Progress } from './progress.ts';

/**
 * Milliseconds between two instants in which periods of a case stood still: while somebody else had to do something (property `pauses`), and on
 * days of a legal recess. What both cover counts once. The same events and the same calendar give the days that a person is told.
 */
export function stoodTime(
  { pauses }: Pick<Progress, 'pauses'>,
  { from, until, calendar, zone }: { from: string; until: string; calendar: DayOff; zone: string },
): number {
  const [begin, end] = [Date.parse(from), Date.parse(until)];
  const stretches = pauses.map((pause) => [Date.parse(pause.from), pause.to === null ? end : Date.parse(pause.to)] as [number, number]);
  if (calendar.stands) {
    const last = Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(zone).toPlainDate();
    let day = Temporal.Instant.fromEpochMilliseconds(begin).toZonedDateTimeISO(zone).toPlainDate();
    for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
      if (!calendar.stands(day.toString())) continue;
      const midnight = (date: Temporal.PlainDate): number => date.toZonedDateTime(zone).epochMilliseconds;
      stretches.push([midnight(day), midnight(day.add({ days: 1 }))]);
    }
  }
  let [sum, covered] = [0, begin];
  for (const [start, stop] of stretches.sort(([one], [other]) => one - other)) {
    const first = Math.max(start, covered);
    const until_ = Math.min(stop, end);
    if (until_ > first) [sum, covered] = [sum + until_ - first, until_];
  }
  return sum;
}
