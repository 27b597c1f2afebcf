import type { Example } from '../../example.ts';
import { pairs } from './definitions.ts';

export const examples: Example[] = [
  {
    state: 'Untereinander und nebeneinander',
    html: () =>
      pairs(
        [
          { term: 'Fallnummer', values: ['WB-2026-004318'], verbatim: true },
          { term: 'Aufbewahrung', values: ['bis 31. Dezember 2031, dann gelöscht'] },
        ],
        { side: true },
      ),
  },
];
