import type { Example } from '../../example.ts';
import { names } from './names.ts';

export const examples: Example[] = [
  {
    state: 'Viele, einer lang, einer fremd',
    html: () =>
      names([
        { href: '#', text: 'Anmeldung / Zuzug' },
        { href: '#', text: 'Ermässigung oder Befreiung von der Hundesteuer (Hofhund, Nutzhund, Assistenzhund)' },
        { href: '#', text: 'Permis de conduire international', lang: 'fr-CH' },
        { href: '#', text: 'Wohnsitzbestätigung' },
      ]),
  },
];
