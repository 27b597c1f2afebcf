import type { Example } from '../../example.ts';
import { messages } from './messages.ts';

export const examples: Example[] = [
  {
    state: 'Frage und Antwort',
    html: () =>
      messages([
        {
          from: 'Einwohnerdienste Musterwil',
          at: 'Mittwoch, 18. November 2026, 10.05 Uhr',
          text: 'Guten Tag Frau Arnold.\nBitte senden Sie uns den Mietvertrag.',
        },
        { from: 'Sie', mine: true, at: 'Mittwoch, 18. November 2026, 20.31 Uhr', text: 'Ich lade den Vertrag am Montag hoch.' },
      ]),
  },
];
