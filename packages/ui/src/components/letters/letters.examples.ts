import type { Example } from '../../example.ts';
import { letters } from './letters.ts';

export const examples: Example[] = [
  {
    state: 'Nicht jeder Buchstabe hat Einträge',
    html: () => letters({ label: 'Buchstaben', items: ['A', 'B', 'D', 'E', 'Z', '0–9'].map((letter) => ({ href: '#', letter })) }),
  },
];
