import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { bullets, linkList, text, twoUp } from './band.ts';

export const examples: Example[] = [
  {
    state: 'Text, Liste, zwei Spalten',
    html: () =>
      html`${text(bullets(['Sie wohnen in Musterwil.', 'Sie sind mindestens 16 Jahre alt.']))}${twoUp(
        html`<p>Links</p>`,
        linkList([
          { href: '#', text: 'Angaben berichtigen' },
          { href: '#', text: 'Langue française', lang: 'fr' },
        ]),
      )}`,
  },
];
