import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const weights = [5, 4, 3, 2, 7, 6, 5, 4];

/** Check digit of the business identification number (eCH-0097, uidStructure; modulo 11). */
function valid(uid: string): boolean {
  if (!/^CHE\d{9}$/.test(uid)) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(uid[index + 3]), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit !== 10 && digit === Number(uid[11]);
}

/** Business identification number. Normal form: `CHE` and nine digits. */
export const uid: FieldType = {
  id: 'uid',
  widget: 'line',
  look: { width: 'medium' },
  missing: 'text',
  parse(typed) {
    const bare = oneLine(typed.text())
      .toUpperCase()
      .replace(/\s*(MWST|TVA|IVA|VAT|HR|RC)$/, '')
      .replace(/[\s.\-‑–]/g, '');
    if (bare === '') return oneLine(typed.text()) === '' ? { value: null } : { problem: 'uid' };
    const whole = /^\d{9}$/.test(bare) ? `CHE${bare}` : bare;
    return valid(whole) ? { value: whole } : { problem: 'uid' };
  },
  check: (value) => (typeof value === 'string' && valid(value) ? null : 'uid'),
  typed: (value) => ({ '': typeof value === 'string' ? grouped(value) : '' }),
  display: (value) => [grouped(plainText(value))],
};

function grouped(value: string): string {
  return value.replace(/^CHE(\d{3})(\d{3})(\d{3})$/, 'CHE-$1.$2.$3');
}
