import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { actingBanner } from './banner.ts';

export const examples: Example[] = [
  {
    state: 'Für jemand anderen handeln',
    html: () =>
      actingBanner({
        text: html`Sie handeln für <strong translate="no">Ruth Arnold</strong>, mit Vollmacht bis 31. März 2027.`,
        change: { href: '#', text: 'Wechseln' },
        end: { href: '#', text: 'Beenden' },
      }),
  },
];
