import { fullYear } from '../date/date-text.ts';
import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

/** A year. Normal form: number of four digits. */
export const year: FieldType = {
  id: 'year',
  widget: 'line',
  look: { inputmode: 'numeric', width: 'short' },
  missing: 'number',
  parse(typed, { today }) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const value = fullYear(line, Number(today.slice(0, 4)));
    return value === null ? { problem: 'year' } : { value };
  },
  check: (value) => (typeof value === 'number' && Number.isInteger(value) && value >= 1850 && value <= 2199 ? null : 'year'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
