import type { Example } from '../../example.ts';
import { signpost } from './signpost.ts';

export const examples: Example[] = [
  {
    state: 'Eines, das Formular folgt',
    html: () =>
      signpost([
        {
          title: 'Mietvertrag hochladen',
          detail: 'Das ist alles, was noch fehlt.',
          until: 'bis Mittwoch, 25. November',
          left: 'noch 3 Arbeitstage',
        },
      ]),
  },
  {
    state: 'Mehrere, eines über der Frist',
    html: () =>
      signpost([
        {
          href: '#',
          title: '120 Franken bezahlen',
          detail: 'Hundesteuer 2026',
          until: 'bis Montag, 14. Dezember',
          left: 'noch 15 Arbeitstage',
        },
        {
          href: '#',
          late: true,
          title: 'Frage von Musterau beantworten',
          detail: 'Parkkarte',
          until: 'Frist war gestern',
          left: 'Antworten geht noch bis 27. November',
        },
      ]),
  },
];
