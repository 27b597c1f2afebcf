import { plainText, locale, type FieldType } from '../field-type.ts';
import { plainNumber, writtenNumber } from './number-text.ts';

/** A number with decimals. Normal form: number (at most 15 digits, so that nothing is rounded). */
export const decimal: FieldType = {
  id: 'decimal',
  widget: 'line',
  look: { inputmode: 'decimal', width: 'short' },
  missing: 'number',
  parse(typed) {
    if (typed.text().trim() === '') return { value: null };
    const plain = plainNumber(typed.text());
    if (plain === null || plain.replace(/[-.]/g, '').length > 15) return { problem: 'decimal' };
    // There is no minus zero for people.
    return { value: Number(plain) + 0 };
  },
  check: (value) => (typeof value === 'number' && Number.isFinite(value) ? null : 'decimal'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value, { t }) => [writtenNumber(value, locale(t.lang))],
};
