import { digitsOf, oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

/** What stands in a control or a summary for a number that lies in the vault. Typed again it means: as before. */
export const KEPT = '756.••••.••••.••';

const TOKEN = /^vault:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** True for the token that stands for a value of the vault. */
export function isVaultToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN.test(value);
}

/** EAN-13 check digit over the first twelve digits. */
function valid(digits: string): boolean {
  if (!/^756\d{10}$/.test(digits)) return false;
  const sum = [...digits].slice(0, 12).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10 === Number(digits[12]);
}

/**
 * The 13-digit number of the social insurance (eCH-0044 vn), with its check digit. Normal form: 13 digits as typed, then for good the
 * token under which the host keeps it.
 */
export const ahvNumber: FieldType = {
  id: 'ahvNumber',
  widget: 'line',
  look: { inputmode: 'numeric', width: 'medium' },
  missing: 'text',
  vault: true,
  parse(typed, setting) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    if (line === KEPT) {
      const before = setting.before?.();
      return isVaultToken(before) ? { value: before } : { problem: 'ahvNumber' };
    }
    const digits = digitsOf(line);
    return digits !== null && valid(digits) ? { value: digits } : { problem: 'ahvNumber' };
  },
  check: (value) => (isVaultToken(value) || (typeof value === 'string' && valid(value)) ? null : 'ahvNumber'),
  typed: (value) => ({ '': isVaultToken(value) ? KEPT : typeof value === 'string' ? grouped(value) : '' }),
  display: (value) => [isVaultToken(value) ? KEPT : grouped(plainText(value))],
};

function grouped(digits: string): string {
  return digits.replace(/^(\d{3})(\d{4})(\d{4})(\d{2})$/, '$1.$2.$3.$4');
}
