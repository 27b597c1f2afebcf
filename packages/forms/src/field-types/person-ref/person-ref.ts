import { oneLine } from '../../typed-text.ts';
import type { FieldType } from '../field-type.ts';
import { labelOfRef } from './person-label.ts';

/** One person of the case. Normal form: the reference, opaque and valid in this case only. */
export const personRef: FieldType = {
  id: 'personRef',
  widget: 'one-of',
  missing: 'choice',
  parse(typed) {
    const value = oneLine(typed.text());
    return { value: value === '' ? null : value };
  },
  check: (value) => (typeof value === 'string' ? null : 'person'),
  typed: (value) => ({ '': typeof value === 'string' ? value : '' }),
  display: (value, { t, names }) => [labelOfRef(value, names, t) ?? t('forms.personUnknown')],
};
