import type { DateRange, RangeEnd } from '../types.ts';

const day = /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/;
const distance = /^([+-]?\s*\d{1,6})\s*(day|week|month|year)s?$/i;

function calendarDay(year: string, month: string, dayOfMonth: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}

function endOf(text: string): RangeEnd | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (/^today$/i.test(trimmed)) return { kind: 'today' };
  const exact = day.exec(trimmed);
  if (exact) {
    const found = calendarDay(exact[1] ?? '', exact[2] ?? '', exact[3] ?? '');
    return found === null ? undefined : { kind: 'day', day: found };
  }
  const away = distance.exec(trimmed);
  if (!away) return undefined;
  const unit = `${(away[2] ?? 'day').toLowerCase()}s` as 'days' | 'weeks' | 'months' | 'years';
  return { kind: 'distance', count: Number((away[1] ?? '0').replace(/\s/g, '')), unit };
}

/** Reads `today..+1 years` (without brackets); null when it is no range. Ends are included and may be left out. */
export function readRange(text: string): DateRange | null {
  // Days hold single dots; the two dots of the range are the only ones in a row.
  const parts = text.split('..');
  if (parts.length !== 2) return null;
  const from = endOf(parts[0] ?? '');
  const to = endOf(parts[1] ?? '');
  return from === undefined || to === undefined || (from === null && to === null) ? null : { from, to };
}
