import { block, page, required, type Part } from './part.ts';

/** To agree and to confirm. */
export const end: Part = {
  component: page('end', [
    { type: 'checkbox', id: 'agreed', key: 'agreed', label: 'form.agreed' },
    { type: 'checkbox', id: 'signed', key: 'signed', label: 'form.signed', properties: { type: 'signature' }, ...required },
  ]),
  title: 'Schluss',
  texts: {
    agreed: block('Ich habe die Regeln gelesen'),
    signed: block('Ich bestätige, dass alles stimmt'),
  },
  answers: {
    agreed: true,
    signed: { name: 'Nora Arnold', on: '2026-11-20' },
  },
};
