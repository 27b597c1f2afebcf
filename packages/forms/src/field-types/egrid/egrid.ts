import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

const shape = /^CH\d{12}$/;

/** Number of a parcel (federal estate number, eCH-0129 EGRID). Normal form: `CH` and twelve digits. */
export const egrid: FieldType = {
  id: 'egrid',
  widget: 'line',
  look: { width: 'medium' },
  missing: 'text',
  parse(typed) {
    const line = oneLine(typed.text());
    if (line === '') return { value: null };
    const value = line.toUpperCase().replace(/[\s.\-‑–'’]/g, '');
    return shape.test(value) ? { value } : { problem: 'egrid' };
  },
  check: (value) => (typeof value === 'string' && shape.test(value) ? null : 'egrid'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
