import type { Example } from '../../example.ts';
import { facts } from './facts.ts';

export const examples: Example[] = [
  {
    state: 'Drei',
    html: () =>
      facts([
        { question: 'Wer ist dran?', answer: 'Einwohnerdienste Musterwil' },
        { question: 'Seit wann?', answer: 'Mittwoch, 11. November', note: 'Seit 7 Arbeitstagen. Üblich sind 5 bis 10.' },
        { question: 'Bis wann voraussichtlich?', answer: 'Freitag, 27. November', note: 'Wird es später, schreiben wir Ihnen vorher.' },
      ]),
  },
];
