import type { Example } from '../../example.ts';
import { documentGroups } from './documents.ts';

export const examples: Example[] = [
  {
    state: 'Von Ihnen, von der Behörde',
    html: () =>
      documentGroups(
        { title: 'Von Ihnen', empty: 'Sie haben noch nichts gesendet.', documents: [] },
        {
          title: 'Von den Behörden',
          empty: 'Noch keine.',
          documents: [
            { href: '#', title: 'Wohnsitzbestätigung (PDF, 61 kB)', note: 'von Musterwil, 10. November 2026', fresh: 'neu' },
            { title: 'Rechnung', note: 'kommt bis 20. November' },
          ],
        },
      ),
  },
];
