import type { FieldType } from '../field-type.ts';
import { asList, labelOfRef } from '../person-ref/person-label.ts';

/** Several persons of the case. Normal form: list of references, each once. */
export const personRefs: FieldType = {
  id: 'personRefs',
  widget: 'some-of',
  missing: 'choices',
  parse(typed) {
    const values = [...new Set(typed.all.filter((each) => each !== ''))];
    return { value: values.length === 0 ? null : values };
  },
  check: (value) => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? null : 'person'),
  typed: () => ({}),
  display: (value, { t, names }) => asList(value).map((ref) => labelOfRef(ref, names, t) ?? t('forms.personUnknown')),
};
