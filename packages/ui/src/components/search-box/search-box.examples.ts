import type { Example } from '../../example.ts';
import { searchBox } from './search-box.ts';

export const examples: Example[] = [
  {
    state: 'Gefüllt',
    html: () =>
      searchBox({
        action: '#',
        label: 'Was möchten Sie erledigen?',
        button: 'Suchen',
        value: 'neue Adresse',
        hint: 'Schreiben Sie, wie Sie reden: «neue Adresse», «Hund», «Kita».',
      }),
  },
];
