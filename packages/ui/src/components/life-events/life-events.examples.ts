import type { Example } from '../../example.ts';
import { lifeEvents } from './life-events.ts';

export const examples: Example[] = [
  {
    state: 'Drei',
    html: () =>
      lifeEvents([
        { href: '#', title: 'Umziehen', examples: 'Anmelden, Abmelden, Wohnsitz', count: { number: 29, meaning: 'Leistungen' } },
        {
          href: '#',
          title: 'Familie und Kinder',
          examples: 'Geburt, Betreuung, Vaterschaft',
          count: { number: 23, meaning: 'Leistungen' },
        },
        { href: '#', title: 'Ausweise', examples: 'Pass, Identitätskarte, Heimatschein' },
      ]),
  },
];
