import { block, line, options, page, required, type Part } from './part.ts';

/** Choices of every kind, and questions that depend on them. */
export const choices: Part = {
  component: page('choices', [
    { type: 'radio', id: 'colour', key: 'colour', label: 'form.colour', values: options, ...required },
    { type: 'select', id: 'shade', key: 'shade', label: 'form.shade', values: options },
    { type: 'checklist', id: 'several', key: 'several', label: 'form.several', values: options },
    { type: 'taglist', id: 'tags', key: 'tags', label: 'form.tags', valuesExpression: '=lists.tags' },
    { type: 'select', id: 'country', key: 'country', label: 'form.country', properties: { type: 'country' } },
    { type: 'select', id: 'language', key: 'language', label: 'form.language', properties: { type: 'language' } },
    line('place', 'municipality'),
    {
      type: 'textfield',
      id: 'whyRed',
      key: 'whyRed',
      label: 'form.whyRed',
      conditional: { hide: '=colour != "red"' },
      validate: { required: true, maxLength: 60 },
    },
    {
      type: 'textarea',
      id: 'long',
      key: 'long',
      label: 'form.long',
      conditional: { hide: '=several = null or count(several) < 2' },
      validate: { maxLength: 200 },
      properties: { requiredIf: '=colour = "blue"' },
    },
  ]),
  title: 'Auswahl',
  texts: {
    colour: block('Farbe', { options: { red: 'Rot', green: 'Grün', blue: 'Blau' } }),
    shade: block('Zweite Farbe'),
    several: block('Mehrere Farben'),
    tags: block('Stichwörter', { options: { old: 'alt', new: 'neu' } }),
    country: block('Land'),
    language: block('Sprache'),
    place: block('Gemeinde'),
    whyRed: block('Warum Rot?'),
    long: block('Bemerkung'),
  },
  lists: {
    tags: ['old', 'new'],
  },
  answers: {
    colour: 'red',
    shade: 'blue',
    several: ['red', 'blue'],
    tags: ['old'],
    country: 'CH',
    language: 'de',
    place: 261,
    whyRed: 'Darum <b>&amp;',
    long: 'Zeile 1\nZeile 2',
  },
};
