import { longDate } from '../date/date-words.ts';
import { dateBoxes, isPartialDate, parseDate } from '../date/parse-date.ts';
import type { FieldType } from '../field-type.ts';

/**
 * A date of which day or month may be unknown (eCH-0044 datePartiallyKnown).
 * Normal form: ISO date, `1985-06` or `1951`.
 */
export const partialDate: FieldType = {
  id: 'partialDate',
  widget: 'date',
  missing: 'date',
  parse: (typed, { today }) => parseDate(typed, true, today),
  check: (value) => (isPartialDate(value) ? null : 'partialDate'),
  typed: dateBoxes,
  display: (value, { t }) => [longDate(value, t.lang)],
};
