import type { Example } from '../../example.ts';
import { taskList } from './task-list.ts';

export const examples: Example[] = [
  {
    state: 'Eins fertig, eins begonnen, eins offen',
    html: () =>
      taskList({
        id: 'sections',
        items: [
          { href: '#a', title: 'Zu Ihnen', state: 'Fertig', done: true },
          { href: '#b', title: 'Wohnung', state: 'Es fehlen noch 2 Angaben', done: false },
          { href: '#c', title: 'Unterlagen', state: 'Noch nicht begonnen', done: false },
          { href: '#d', title: 'Bemerkungen', state: 'Freiwillig', done: true },
        ],
      }),
  },
];
