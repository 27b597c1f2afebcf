import type { Example } from '../../example.ts';
import { stepsMini } from './steps-mini.ts';

export const examples: Example[] = [
  { state: 'Sie sind dran', html: () => stepsMini({ total: 6, current: 3, turn: true, label: 'Schritt 3 von 6. Sie sind dran.' }) },
  { state: 'Die Behörde ist dran', html: () => stepsMini({ total: 4, current: 2, label: 'Schritt 2 von 4. Die Behörde ist dran.' }) },
  { state: 'Alles ist getan', html: () => stepsMini({ total: 5, current: 5, done: true, label: 'Alle 5 Schritte sind gemacht.' }) },
];
