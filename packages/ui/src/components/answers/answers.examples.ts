import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { answers, total } from './answers.ts';

export const examples: Example[] = [
  {
    state: 'Gegeben, aus dem Register, nicht angegeben',
    html: () =>
      answers({
        missing: 'Nicht angegeben',
        answers: [
          {
            label: 'Adresse',
            values: ['Rosenbergweg 12, 6004 Musterwil'],
            verbatim: true,
            note: 'aus dem Einwohnerregister Musterwil',
            change: { href: '#', text: 'Stimmt nicht', context: ': die Adresse' },
          },
          {
            label: 'Personen',
            values: ['Nora Arnold', 'Mila Arnold'],
            verbatim: true,
            change: { href: '#', text: 'Ändern', context: ': Personen' },
          },
          { label: 'Telefon', values: [], note: 'freiwillig', change: { href: '#', text: 'Ergänzen', context: ': Telefon' } },
        ],
      }),
  },
  { state: 'Betrag', html: () => html`${total({ label: 'Sie bezahlen', amount: '12 Franken' })}` },
];
