import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { backLink, lead, sentence } from './page-head.ts';

export const examples: Example[] = [
  { state: 'Nichts zu tun', html: () => sentence('Guten Tag, Frau Arnold. Für Sie ist nichts zu tun.', { heading: false }) },
  {
    state: 'Einleitung und Rückweg',
    html: () =>
      html`${lead('Sechs Schritte, drei Behörden. Gemeldet haben Sie sich nur einmal.')}${backLink({ href: '#', text: 'Meine Fälle' })}`,
  },
];
