import type { Example } from '../../example.ts';
import { route } from './route.ts';

export const examples: Example[] = [
  {
    state: 'Die Behörde ist dran, das Datum ist vorbei',
    html: () =>
      route(
        [
          { state: 'past', stateWord: 'Vergangen:', title: 'Sie haben bestellt', who: 'Sie', when: '9. November 2026' },
          {
            state: 'now',
            stateWord: 'Jetzt:',
            title: 'Musterwil prüft Ihre Angaben',
            who: 'Musterwil',
            when: 'seit 11. November 2026',
            overdue: { word: 'Achtung:', text: 'Der 27. November ist vorbei. Musterwil schreibt Ihnen bis 2. Dezember, warum.' },
          },
          {
            state: 'next',
            stateWord: 'Als Nächstes:',
            title: 'Musterwil stellt die Bestätigung aus',
            who: 'Musterwil',
            when: 'noch kein Datum, weil Musterwil noch prüft',
          },
          {
            state: 'last',
            stateWord: 'Zuletzt:',
            title: 'Sie bekommen die Bestätigung',
            who: 'Sie',
            when: 'voraussichtlich am 4. Dezember 2026',
          },
        ],
        { short: true },
      ),
  },
  {
    state: 'Alles ist getan',
    html: () =>
      route(
        [
          { state: 'past', stateWord: 'Vergangen:', title: 'Sie haben bestellt', who: 'Sie', when: '9. November 2026' },
          {
            state: 'past',
            stateWord: 'Vergangen:',
            title: 'Sie haben die Bestätigung bekommen',
            who: 'Sie',
            when: '9. November 2026',
            body: 'Im Posteingang.',
          },
        ],
        { short: true },
      ),
  },
];
