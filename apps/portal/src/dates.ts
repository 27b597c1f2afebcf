import { formatDay, formatInstant } from '@einwohnerportal/web';
import { today } from './municipality.ts';
import type { Visit } from './visit.ts';

/** More working days than this are counted by nobody; the date says enough. */
const MOST_COUNTED = 20;
const DAY_MS = 86_400_000;

/** A day in words, with the year only where it is not this one: «Mittwoch, 25. November». */
export function nearDay(iso: string, visit: Visit): string {
  return withoutThisYear(formatDay(iso, visit), visit);
}

/** An instant in words, with the year only where it is not this one: «Mittwoch, 25. November, 9.30 Uhr». */
export function nearInstant(instant: string, visit: Visit): string {
  return withoutThisYear(formatInstant(instant, visit), visit);
}

/**
 * Working days left after today, the last one included, as this authority (or the canton) works: «noch 3 Arbeitstage»; «noch heute» on
 * the last day. Null when the day has passed, is far away, or no working day lies before it.
 */
export function timeLeft(until: string, visit: Visit, authority: string | null = null): string | null {
  const now = today(visit);
  if (until < now) return null;
  if (until === now) return visit.t('interface.action.today');
  const { authorities } = visit.site.context.catalogue;
  let count = 0;
  for (let day = nextDay(now); day <= until && count <= MOST_COUNTED; day = nextDay(day))
    if (!authorities.dayOff(authority ?? authorities.canton.id, day)) count++;
  if (count === 0 || count > MOST_COUNTED) return null;
  return visit.t('interface.action.left', { time: visit.t('interface.period.workingDay', { count }) });
}

/** Texts read from afar: this year goes without saying. */
function withoutThisYear(words: string, visit: Visit): string {
  return words.replace(new RegExp(` ${today(visit).slice(0, 4)}(?!\\d)`), '');
}

function nextDay(iso: string): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
