import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const shape = /^\d{15}$/;

/** Number of an animal’s chip (ISO 11784). Normal form: 15 digits. */
export const chipNumber: FieldType = {
  id: 'chipNumber',
  widget: 'line',
  look: { width: 'medium', inputmode: 'numeric' },
  missing: 'text',
  parse(typed) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const value = line.toUpperCase().replace(/[\s.\-‑–'’]/g, '');
    return shape.test(value) ? { value } : { problem: 'chipNumber' };
  },
  check: (value) => (typeof value === 'string' && shape.test(value) ? null : 'chipNumber'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
