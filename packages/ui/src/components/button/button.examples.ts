import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { actions, button, buttonList, goLink, linkButton, secondButton } from './button.ts';

export const examples: Example[] = [
  {
    state: 'Haupthandlung, zweite, Verweis',
    html: () =>
      actions(
        button({ href: '#', text: 'Weiter' }),
        secondButton({ href: '#', text: 'Nachricht senden' }),
        html`<a href="#">Speichern und später weitermachen</a>`,
      ),
  },
  {
    state: 'Knopf wie ein Verweis, Verweis allein',
    html: () =>
      html`<form action="#" method="post">${linkButton({ text: 'Zurückziehen', context: ': Wohnsitzbestätigung' })}</form><p>${goLink({ href: '#', text: 'So sieht die richtige Seite aus' })}</p>`,
  },
  {
    state: 'Mehrere Wege weiter',
    html: () =>
      html`<form action="#" method="post">${buttonList(['Musterau', 'Musterwil'].map((name) => secondButton({ text: name, name: 'place', value: name, icon: 'arrow' })))}</form>`,
  },
];
