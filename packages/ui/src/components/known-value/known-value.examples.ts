import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { knownValue } from './known-value.ts';

const SOURCE = 'Quelle: Einwohnerregister Musterwil, abgefragt heute um 14.12 Uhr.';

export const examples: Example[] = [
  {
    state: 'Ein Satz',
    html: () =>
      knownValue({
        text: html`Schon ausgefüllt: <strong>Rosenbergweg 12, 6004 Musterwil</strong>`,
        source: SOURCE,
        report: { href: '#', text: 'Das stimmt nicht' },
      }),
  },
  {
    state: 'Mehrere Werte',
    html: () =>
      knownValue({
        rows: [
          { label: 'Name', value: 'Jiří Dvořák' },
          { label: 'Geboren', value: '1958' },
        ],
        source: SOURCE,
        report: { href: '#', text: 'Etwas stimmt nicht' },
      }),
  },
];
