import { plainNumber, writtenNumber } from '../decimal/number-text.ts';
import { plainText, locale, type FieldType } from '../field-type.ts';

/** A whole number. Normal form: safe integer. */
export const integer: FieldType = {
  id: 'integer',
  widget: 'line',
  look: { inputmode: 'numeric', width: 'short' },
  missing: 'number',
  parse(typed) {
    if (typed.text().trim() === '') return { value: null };
    const plain = plainNumber(typed.text());
    const value = plain === null ? Number.NaN : Number(plain) + 0;
    return Number.isSafeInteger(value) ? { value: value + 0 } : { problem: 'integer' };
  },
  check: (value) => (Number.isSafeInteger(value) ? null : 'integer'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value, { t }) => [writtenNumber(value, locale(t.lang))],
};
