import { plainText, type FieldType } from '../field-type.ts';

/** Several of the choices of the field. Normal form: list of codes, each once, in the order posted. */
export const choices: FieldType = {
  id: 'choices',
  widget: 'some-of',
  missing: 'choices',
  parse(typed) {
    const values = [...new Set(typed.all.filter((each) => each !== ''))];
    return { value: values.length === 0 ? null : values };
  },
  check: (value) => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? null : 'choice'),
  typed: () => ({}),
  display: (value) => (Array.isArray(value) ? value.map(plainText) : []),
};
