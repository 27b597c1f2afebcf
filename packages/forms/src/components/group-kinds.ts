import type { FormComponent } from '../types.ts';

/** A kind of group: where its parts take their labels and types from, and the parts it has when the file names none. */
export interface GroupKind {
  /** Names of the vocabulary: `address.` */
  root: string;
  components(id: string): FormComponent[];
}

const line = (id: string, root: string, key: string, validate?: FormComponent['validate']): FormComponent => ({
  type: 'textfield',
  id: `${id}_${key}`,
  key,
  label: `vocabulary.${root}${key}`,
  ...(validate ? { validate } : {}),
});

/** Kinds of groups by the id of their type. */
export const groupKinds: Record<string, GroupKind> = {
  postalAddress: {
    root: 'address.',
    components: (id) => [
      line(id, 'address.', 'street', { maxLength: 150 }),
      line(id, 'address.', 'houseNumber', { maxLength: 30 }),
      line(id, 'address.', 'addressLine1', { maxLength: 150 }),
      line(id, 'address.', 'swissZipCode', { required: true, maxLength: 4 }),
      line(id, 'address.', 'town', { required: true, maxLength: 40 }),
    ],
  },
  person: {
    root: 'person.',
    components: (id) => [
      line(id, 'person.', 'firstName', { required: true, maxLength: 100 }),
      line(id, 'person.', 'officialName', { required: true, maxLength: 100 }),
      { ...line(id, 'person.', 'dateOfBirth', { required: true }), type: 'textfield' },
    ],
  },
  dateRange: {
    root: '',
    components: (id) => [
      { type: 'datetime', id: `${id}_from`, key: 'from', subtype: 'date', label: 'forms.from', validate: { required: true } },
      { type: 'datetime', id: `${id}_to`, key: 'to', subtype: 'date', label: 'forms.to', validate: { required: true } },
    ],
  },
};
