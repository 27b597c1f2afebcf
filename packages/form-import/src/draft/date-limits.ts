import type { DateRange, RangeEnd } from '../types.ts';

const letter = { days: 'D', weeks: 'W', months: 'M', years: 'Y' } as const;

function feelOf(end: RangeEnd): string {
  if (end.kind === 'day') return `date("${end.day}")`;
  if (end.kind === 'today') return 'today()';
  // FEEL knows no weeks.
  const [count, unit] = end.unit === 'weeks' ? [Math.abs(end.count) * 7, 'D' as const] : [Math.abs(end.count), letter[end.unit]];
  return `today() ${end.count < 0 ? '-' : '+'} duration("P${count}${unit}")`;
}

/** `earliest` and `latest` of a date field, as FEEL. */
export function dateLimits(range: DateRange | null): Record<string, string> {
  return {
    ...(range?.from ? { earliest: `=${feelOf(range.from)}` } : {}),
    ...(range?.to ? { latest: `=${feelOf(range.to)}` } : {}),
  };
}
