import type { FieldType } from '../field-type.ts';
import { longDate } from './date-words.ts';
import { dateBoxes, isDate, parseDate } from './parse-date.ts';

/** A day of the calendar. Normal form: ISO date. */
export const date: FieldType = {
  id: 'date',
  widget: 'date',
  missing: 'date',
  parse: (typed, { today }) => parseDate(typed, false, today),
  check: (value) => (isDate(value) ? null : 'date'),
  typed: dateBoxes,
  display: (value, { t }) => [longDate(value, t.lang)],
};
