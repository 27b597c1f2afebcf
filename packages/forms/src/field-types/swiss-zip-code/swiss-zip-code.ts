import { digitsOf, oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const valid = (value: string) => /^[1-9]\d{3}$/.test(value);

/** A Swiss postcode (eCH-0010 swissZipCode: 1000 to 9999). Normal form: text of four digits. */
export const swissZipCode: FieldType = {
  id: 'swissZipCode',
  widget: 'line',
  look: { inputmode: 'numeric', width: 'short' },
  missing: 'text',
  parse(typed) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const digits = digitsOf(line.replace(/^(ch|fl)\s*-?/i, ''));
    return digits !== null && valid(digits) ? { value: digits } : { problem: 'swissZipCode' };
  },
  check: (value) => (valid(plainText(value)) ? null : 'swissZipCode'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
