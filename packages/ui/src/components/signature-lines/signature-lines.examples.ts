import type { Example } from '../../example.ts';
import { signatureLines } from './signature-lines.ts';

export const examples: Example[] = [
  { state: 'Ort, Datum und Unterschrift', html: () => signatureLines(['Ort und Datum', 'Unterschrift von Hanna Gassmann']) },
];
