import { block, line, page, type Part } from './part.ts';

/** Numbers, amounts, a duration, and a computed value. */
export const numbers: Part = {
  component: page('numbers', [
    { type: 'number', id: 'whole', key: 'whole', label: 'form.whole', validate: { required: true, min: 0, max: 99 } },
    { type: 'number', id: 'part', key: 'part', label: 'form.part', decimalDigits: 2, increment: '0.25' },
    {
      type: 'number',
      id: 'amount',
      key: 'amount',
      label: 'form.amount',
      decimalDigits: 2,
      increment: '0.05',
      properties: { type: 'money' },
      validate: { min: 0 },
    },
    { type: 'number', id: 'year', key: 'year', label: 'form.year', properties: { type: 'year' } },
    line('span', 'period'),
    {
      type: 'expression',
      id: 'double',
      key: 'double',
      label: 'form.double',
      expression: '=if whole = null then null else whole * 2',
      properties: { type: 'integer' },
    },
  ]),
  title: 'Zahlen',
  texts: {
    whole: block('Anzahl'),
    part: block('Anteil'),
    amount: block('Betrag'),
    year: block('Jahr'),
    span: block('Dauer'),
    double: { label: 'Das Doppelte' },
  },
  answers: {
    whole: 12,
    part: 1.25,
    amount: '12.35',
    year: 2026,
    span: '3 days',
  },
};
