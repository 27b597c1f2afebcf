import type { Example } from '../../example.ts';
import { computedValue } from './computed-value.ts';

export const examples: Example[] = [
  { state: 'Mit Wert', html: () => computedValue({ id: 'sum', label: 'Preis', value: '40 Franken' }) },
  { state: 'Noch ohne Wert', html: () => computedValue({ id: 'sum-none', label: 'Preis', value: '' }) },
];
