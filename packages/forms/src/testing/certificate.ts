import type { FormComponent, FormSchema } from '../types.ts';

const radio = (key: string, more: Partial<FormComponent>): FormComponent => ({
  type: 'radio',
  id: key,
  key,
  label: `form.${key}`,
  validate: { required: true },
  ...more,
});
const page = (id: string, components: FormComponent[], hide?: string): FormComponent => ({
  type: 'group',
  id: `page_${id}`,
  label: `form.pages.${id}`,
  components,
  ...(hide === undefined ? {} : { conditional: { hide } }),
});
const bound = (key: string, edit: string, more: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  id: key.replaceAll('.', '_'),
  key,
  label: `vocabulary.${key}`,
  properties: { edit },
  ...more,
});
const line = (key: string, more: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  id: `da_${key}`,
  key,
  label: `vocabulary.address.${key}`,
  ...more,
});

/** A fictional form with what most orders need: known data, persons, choices that open fields, a delivery address. */
export const certificate: FormSchema = {
  type: 'default',
  id: 'certificate',
  components: [
    page('you', [
      bound('person.officialName', 'fixed'),
      bound('person.firstName', 'fixed'),
      bound('person.dateOfBirth', 'fixed'),
      bound('address.text', 'confirm', { validate: { required: true, maxLength: 250 } }),
    ]),
    page(
      'persons',
      [
        {
          type: 'checklist',
          id: 'persons',
          key: 'persons',
          label: 'form.persons',
          valuesExpression: '=household.choices',
          validate: { required: true },
          properties: { type: 'personRefs', add: 'person' },
        },
      ],
      '=household.complete = true and count(household.members) <= 1',
    ),
    {
      type: 'expression',
      id: 'certified',
      key: 'certified',
      label: 'form.certified',
      expression: '=if persons = null or count(persons) = 0 then [person.ref] else persons',
      properties: { type: 'personRefs' },
    },
    page('purpose', [
      radio('purpose', { values: ['housing', 'bank', 'other'].map((value) => ({ value, label: `form.purpose.options.${value}` })) }),
      {
        type: 'textfield',
        id: 'purposeOther',
        key: 'purposeOther',
        label: 'form.purposeOther',
        conditional: { hide: '=purpose != "other"' },
        validate: { required: true, maxLength: 100 },
      },
    ]),
    page(
      'language',
      [
        radio('documentLanguage', {
          valuesExpression: '=lists.documentLanguages',
          properties: { default: '=offer.documentLanguages[1]' },
        }),
      ],
      '=count(lists.documentLanguages) <= 1',
    ),
    page('delivery', [
      radio('delivery', { valuesExpression: '=lists.delivery' }),
      {
        type: 'group',
        id: 'deliveryAddress',
        path: 'deliveryAddress',
        label: 'form.deliveryAddress',
        properties: {
          type: 'postalAddress',
          bind: 'address',
          edit: 'open',
          check: '=deliveryAddress.street != null or deliveryAddress.addressLine1 != null',
        },
        conditional: { hide: '=delivery != "post"' },
        components: [
          line('street'),
          line('houseNumber'),
          line('addressLine1'),
          line('swissZipCode', { validate: { required: true, maxLength: 4 } }),
          line('town', { validate: { required: true, maxLength: 40 } }),
        ],
      },
    ]),
    page('contact', [
      bound('contact.email', 'open', { validate: { validationType: 'email', maxLength: 100 } }),
      bound('contact.phone', 'open'),
    ]),
  ],
};

/** German texts of the form. */
export const certificateTexts = {
  form: {
    pages: {
      you: 'Stimmen diese Angaben?',
      persons: 'Personen',
      purpose: 'Zweck',
      language: 'Sprache',
      delivery: 'Zustellung',
      contact: 'Kontakt',
    },
    persons: {
      label: 'Wen nennt das Dokument?',
      hint: 'Eine oder mehrere Personen',
      why: 'Es nennt nur sie.',
      missing: 'Wählen Sie mindestens eine Person.',
    },
    certified: { label: 'Personen auf dem Dokument' },
    purpose: {
      label: 'Wofür?',
      why: 'Der Zweck steht darauf.',
      options: { housing: 'Wohnungssuche', bank: 'Bank', other: 'Anderer Zweck' },
    },
    purposeOther: { label: 'Welcher Zweck?', why: 'Er steht so darauf.', missing: 'Schreiben Sie den Zweck.' },
    documentLanguage: { label: 'In welcher Sprache?', why: 'Wer es liest, soll es verstehen.' },
    delivery: { label: 'Wie bekommen Sie es?', why: 'Einige brauchen Papier.' },
    deliveryAddress: {
      label: 'An welche Adresse?',
      why: 'Nur für diesen Brief.',
      invalid: 'Schreiben Sie eine Strasse oder eine Zusatzzeile.',
    },
  },
  settings: { delivery: { inbox: 'Ins Postfach', post: 'Per Post' }, documentLanguages: { de: 'Deutsch', fr: 'Französisch' } },
};

export const nora = { ref: 'p1', officialName: 'Arnold', firstName: 'Nora', dateOfBirth: '1989-06-14' };
export const leo = { ref: 'p2', officialName: 'Arnold', firstName: 'Leo', dateOfBirth: '2018-03' };

/** What the authority offers. */
export const offer = {
  offer: { delivery: ['inbox', 'post'], documentLanguages: ['de', 'fr'] },
  lists: { delivery: ['inbox', 'post'], documentLanguages: ['de', 'fr'] },
};
