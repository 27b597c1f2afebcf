import type { FieldType } from '../field-type.ts';

/** A box that is ticked or not. Normal form: true or false. */
export const boolean: FieldType = {
  id: 'boolean',
  widget: 'tick',
  missing: 'tick',
  parse(typed) {
    const text = typed.text();
    if (text === '' || text === 'false') return { value: false };
    return text === 'true' || text === 'on' ? { value: true } : { problem: 'choice' };
  },
  check: (value) => (typeof value === 'boolean' ? null : 'choice'),
  typed: (value) => ({ '': value === true ? 'true' : '' }),
  display: (value, { t }) => [t(value === true ? 'forms.ticked' : 'forms.notTicked')],
};
