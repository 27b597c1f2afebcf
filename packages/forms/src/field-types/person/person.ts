import { isTree } from '../../names.ts';
import { personLabel } from '../person-ref/person-label.ts';
import type { FieldType } from '../field-type.ts';

/** A person who stands in no register: a group of fields. Normal form: `{firstName, officialName, dateOfBirth, …}`. */
export const person: FieldType = {
  id: 'person',
  widget: 'group',
  missing: 'text',
  parse: () => ({ value: null }),
  check: (value) => (isTree(value) ? null : 'person'),
  typed: () => ({}),
  display: (value, { t }) => (isTree(value) ? [personLabel(value, t)].filter((each) => each !== '') : []),
};
