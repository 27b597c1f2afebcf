import type { Example } from '../../example.ts';
import { secondButton } from '../button/button.ts';
import { stepsMini } from '../steps-mini/steps-mini.ts';
import { rows } from './rows.ts';

export const examples: Example[] = [
  {
    state: 'Entwurf und Fall',
    html: () =>
      rows([
        {
          href: '#',
          title: 'Wohnsitzbestätigung',
          text: 'Sie waren bei Frage 2 von 4. Noch nicht gesendet.',
          note: 'Wir bewahren den Entwurf bis 20. Dezember 2026 auf.',
          aside: secondButton({ href: '#', text: 'Weitermachen', context: 'mit der Wohnsitzbestätigung', icon: 'arrow' }),
        },
        {
          href: '#',
          title: 'Umzug nach Beispielwil',
          text: 'Beispielwil prüft Ihren Zuzug.',
          note: 'voraussichtlich bis 27. November 2026',
          aside: stepsMini({ total: 6, current: 3, label: 'Schritt 3 von 6. Beispielwil ist dran.' }),
        },
      ]),
  },
];
