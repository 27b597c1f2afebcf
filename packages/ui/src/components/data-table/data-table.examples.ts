import type { Example } from '../../example.ts';
import { dataTable } from './data-table.ts';

export const examples: Example[] = [
  {
    state: 'Gebühren',
    html: () =>
      dataTable({
        caption: 'So setzt sich die Gebühr zusammen',
        columns: [{ title: 'Was' }, { title: 'Anzahl', number: true }, { title: 'Franken', number: true }],
        rows: [
          ['Wohnsitzbestätigung', '1', '12.00'],
          ['Zustellung per Post', '1', '2.00'],
        ],
      }),
  },
];
