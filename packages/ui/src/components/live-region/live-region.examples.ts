import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { liveRegion } from './live-region.ts';

export const examples: Example[] = [
  {
    state: 'Stand eines Falls',
    html: () => liveRegion({ url: '/fragment', seconds: 5, children: html`<p data-announce>Musterwil prüft Ihre Angaben.</p>` }),
  },
];
