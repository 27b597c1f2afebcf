import { Temporal } from 'temporal-polyfill';

/** A stretch of every year in which periods counted in days stand still; both ends inclusive: `MM-DD`, or `easter-7`. */
export interface RecessRule {
  from: string;
  until: string;
  law?: string | undefined;
  confirmed?: boolean | undefined;
}

/** True on a day (ISO date) of a recess. A stretch may go over the end of the year. */
export function inRecess(rules: readonly RecessRule[], day: string): boolean {
  return rules.some(({ from, until }) => {
    const year = Number(day.slice(0, 4));
    const [first, last] = [dateOf(from, year), dateOf(until, year)];
    return first <= last ? day >= first && day <= last : day >= first || day <= last;
  });
}

function dateOf(text: string, year: number): string {
  const match = /^easter([+-]\d{1,2})$/.exec(text);
  return match
    ? easterOf(year)
        .add({ days: Number(match[1]) })
        .toString()
    : `${String(year).padStart(4, '0')}-${text}`;
}

const easters = new Map<number, Temporal.PlainDate>();

/** Easter Sunday of a year of the Gregorian calendar (Meeus, Jones, Butcher). */
export function easterOf(year: number): Temporal.PlainDate {
  const known = easters.get(year);
  if (known) return known;
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const found = Temporal.PlainDate.from({ year, month, day: (h + l - 7 * m + 33 * month + 19) % 32 });
  easters.set(year, found);
  return found;
}
