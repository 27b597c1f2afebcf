import { oneLine } from '../../typed-text.ts';
import { plainText, type FieldType } from '../field-type.ts';

/** One of the choices of the field. Normal form: the code of the choice; whether it is offered is judged by the field. */
export const choice: FieldType = {
  id: 'choice',
  widget: 'one-of',
  missing: 'choice',
  parse(typed) {
    const value = oneLine(typed.text());
    if (typed.all.length > 1) return { problem: 'choice' };
    return { value: value === '' ? null : value };
  },
  check: (value) => (typeof value === 'string' || typeof value === 'number' ? null : 'choice'),
  typed: (value) => ({ '': plainText(value) }),
  display: (value) => [plainText(value)],
};
