import { digitsOf, oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

/** EAN-13 check digit over the first twelve digits. */
function valid(digits: string): boolean {
  if (!/^756\d{10}$/.test(digits)) return false;
  const sum = [...digits].slice(0, 12).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10 === Number(digits[12]);
}

/** The 13-digit number of the social insurance (eCH-0044 vn), with its check digit. Normal form: 13 digits. */
export const ahvNumber: FieldType = {
  id: 'ahvNumber',
  widget: 'line',
  look: { inputmode: 'numeric', width: 'medium' },
  missing: 'text',
  parse(typed) {
    if (oneLine(typed.text()) === '') return { value: null };
    const digits = digitsOf(typed.text());
    return digits !== null && valid(digits) ? { value: digits } : { problem: 'ahvNumber' };
  },
  check: (value) => (typeof value === 'string' && valid(value) ? null : 'ahvNumber'),
  typed: (value) => ({ '': typeof value === 'string' ? grouped(value) : '' }),
  display: (value) => [grouped(plainText(value))],
};

function grouped(digits: string): string {
  return digits.replace(/^(\d{3})(\d{4})(\d{4})(\d{2})$/, '$1.$2.$3.$4');
}
