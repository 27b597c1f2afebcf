import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const shape = /^([A-Z]{2})(\d{1,6})$/;

/** Number plate of a vehicle. Normal form: canton, blank, digits: `LU 123456`. */
export const plate: FieldType = {
  id: 'plate',
  widget: 'line',
  look: { width: 'medium' },
  missing: 'text',
  parse(typed) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const value = line.toUpperCase().replace(/[\s.\-‑–'’]/g, '');
    return shape.test(value) ? { value: value.replace(shape, '$1 $2') } : { problem: 'plate' };
  },
  check: (value) => (typeof value === 'string' && /^[A-Z]{2} \d{1,6}$/.test(value) ? null : 'plate'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
