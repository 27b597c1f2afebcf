import type { Typed } from '../../typed-text.ts';
import type { Parsed } from '../field-type.ts';
import { daysInMonth, fullYear, numberBetween, typedDate } from './date-text.ts';

const pad = (number: number) => String(number).padStart(2, '0');

/**
 * Judges a typed date. `partial` also accepts a year alone, or month and year.
 * Normal form: `2026-02-01`, partial also `1985-06` and `1951`.
 */
export function parseDate(typed: Typed, partial: boolean, today: string): Parsed {
  const parts = typedDate(typed);
  if (parts === 'none') return { value: null };
  const kind = partial ? 'partialDate' : 'date';
  if (parts === null) return { problem: kind };
  const year = fullYear(parts.year, Number(today.slice(0, 4)));
  if (year === null) return { problem: parts.year === '' ? `${kind}Year` : kind, part: 'year' };
  if (parts.month === '') {
    if (parts.day !== '' || !partial) return { problem: `${kind}Month`, part: 'month' };
    return { value: String(year) };
  }
  const month = numberBetween(parts.month, 1, 12);
  if (month === null) return { problem: 'dateMonthNumber', part: 'month' };
  if (parts.day === '') return partial ? { value: `${year}-${pad(month)}` } : { problem: 'dateDay', part: 'day' };
  const day = numberBetween(parts.day, 1, daysInMonth(year, month));
  if (day === null) return { problem: 'dateNotExisting', part: 'day' };
  return { value: `${year}-${pad(month)}-${pad(day)}` };
}

/** True for an ISO date that exists. */
export function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year, month, day] = value.split('-').map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** True for an ISO date, or year and month, or year. */
export function isPartialDate(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (/^\d{4}$/.test(value)) return true;
  return /^\d{4}-\d{2}$/.test(value) ? Number(value.slice(5)) >= 1 && Number(value.slice(5)) <= 12 : isDate(value);
}

/** Texts of the three boxes of a date in normal form. */
export function dateBoxes(value: unknown): Record<string, string> {
  const [year = '', month = '', day = ''] = typeof value === 'string' ? value.slice(0, 10).split('-') : [];
  const bare = (text: string) => text.replace(/^0/, '');
  return { day: bare(day), month: bare(month), year };
}
