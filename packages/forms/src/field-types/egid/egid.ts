import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const shape = /^[1-9]\d{0,8}$/;

/** Number of a building (eCH-0129 EGID, 1 to 900 000 000). Normal form: digits. */
export const egid: FieldType = {
  id: 'egid',
  widget: 'line',
  look: { width: 'medium', inputmode: 'numeric' },
  missing: 'text',
  parse(typed) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const value = line.toUpperCase().replace(/[\s.\-‑–'’]/g, '');
    return shape.test(value) ? { value } : { problem: 'egid' };
  },
  check: (value) => (typeof value === 'string' && shape.test(value) ? null : 'egid'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
