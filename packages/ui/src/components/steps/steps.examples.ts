import type { Example } from '../../example.ts';
import { steps } from './steps.ts';

export const examples: Example[] = [
  {
    state: 'Zweiter von dreien',
    html: () =>
      steps({
        label: 'Fragen',
        where: 'Frage 2 von 3',
        items: [
          { state: 'past', stateWord: 'beantwortet:', text: 'Für wen', href: '#' },
          { state: 'current', text: 'Ab welchem Datum' },
          { state: 'next', text: 'Prüfen und bestellen' },
        ],
      }),
  },
];
