import type { Typed } from '../../typed-text.ts';
import { oneLine } from '../../typed-text.ts';

/** Parts of a typed date; '' where nothing was typed. */
export interface DateParts {
  day: string;
  month: string;
  year: string;
}

const iso = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;
const separated = /^(?:(\d{1,2})[.\-/\s]+)?(?:(\d{1,2})[.\-/\s]+)?(\d{4}|\d{2})\.?$/;
const months = /^(?:(\d{1,2})[.\s]\s*)?(\p{L}{3,})[.\s]\s*(\d{4}|\d{2})$/u;
const monthNames = [
  ['jan', 'gen'],
  ['feb', 'fév', 'fev'],
  ['mär', 'mar', 'mrz'],
  ['apr', 'avr'],
  ['mai', 'mag', 'may'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aoû', 'aou', 'ago'],
  ['sep', 'set'],
  ['okt', 'oct', 'ott'],
  ['nov'],
  ['dez', 'déc', 'dec', 'dic'],
];

function monthNumber(word: string): string {
  const found = monthNames.findIndex((starts) => starts.some((start) => word.toLowerCase().startsWith(start)));
  return found < 0 ? '' : String(found + 1);
}

/** Takes one typed text apart: `1.2.26`, `01.02.2026`, `2026-02-01`, `6.1985`, `1951`, `3. März 1985`; null when it is no date. */
export function dateParts(text: string): DateParts | null {
  const line = oneLine(text).replace(/\s*([./-])\s*/g, '$1');
  const isoFound = iso.exec(line);
  if (isoFound) return { year: isoFound[1]!, month: isoFound[2] ?? '', day: isoFound[3] ?? '' };
  const found = separated.exec(line);
  if (found) {
    const [, first = '', second = '', year = ''] = found;
    return second === '' ? { day: '', month: first, year } : { day: first, month: second, year };
  }
  const named = months.exec(line);
  if (named && monthNumber(named[2]!) !== '') return { day: named[1] ?? '', month: monthNumber(named[2]!), year: named[3]! };
  return null;
}

/** Three boxes, or one text in the field itself or in the first box, as parts; 'none' when nothing was typed. */
export function typedDate(typed: Typed): DateParts | 'none' | null {
  const boxes = { day: oneLine(typed.text('day')), month: oneLine(typed.text('month')), year: oneLine(typed.text('year')) };
  const whole = oneLine(typed.text());
  if (boxes.day === '' && boxes.month === '' && boxes.year === '') return whole === '' ? 'none' : dateParts(whole);
  if (boxes.month === '' && boxes.year === '' && !/^\d{1,2}$/.test(boxes.day)) return dateParts(boxes.day);
  const month = /^\d+$/.test(boxes.month) || boxes.month === '' ? boxes.month : monthNumber(boxes.month);
  if (boxes.month !== '' && month === '') return null;
  return { ...boxes, day: boxes.day.replace(/\.$/, ''), month: month.replace(/\.$/, '') };
}

/**
 * Four digits of a year. Two digits mean the century in which the year lies at most ten years ahead of now:
 * in 2026, 26 and 36 are 2026 and 2036, 37 is 1937. Null when it is no year from 1850 to 2199.
 */
export function fullYear(text: string, now: number): number | null {
  if (!/^\d{2}$|^\d{4}$/.test(text)) return null;
  let year = Number(text);
  if (text.length === 2) year += year <= (now % 100) + 10 ? now - (now % 100) : now - (now % 100) - 100;
  return year >= 1850 && year <= 2199 ? year : null;
}

/** Number of days of a month. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A part as a number between limits, else null. */
export function numberBetween(text: string, least: number, most: number): number | null {
  if (!/^\d{1,2}$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
