import type { Example } from '../../example.ts';
import { pager } from './pager.ts';

export const examples: Example[] = [
  {
    state: 'Mitte',
    html: () =>
      pager({
        label: 'Seiten',
        where: '11 bis 20 von 43',
        previous: { href: '#', text: 'Vorherige' },
        next: { href: '#', text: 'Nächste' },
      }),
  },
];
