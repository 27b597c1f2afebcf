import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { actions, button } from '../button/button.ts';
import { fileInput } from '../field/field.ts';
import { ask, documentStates } from './requested-document.ts';

export const examples: Example[] = [
  {
    state: 'Fehlt noch',
    html: () =>
      ask({
        pairs: [
          { term: 'Was', values: ['Mietvertrag, die Seiten mit Namen und Unterschriften'] },
          { term: 'Stand', values: ['Fehlt noch.'] },
        ],
        form: {
          action: '#',
          upload: true,
          children: html`${fileInput({ id: 'asked', name: 'asked', label: 'Mietvertrag auswählen', hint: 'PDF, höchstens 20 MB.', accept: '.pdf' })}${actions(button({ text: 'Mietvertrag senden' }))}`,
        },
      }),
  },
  {
    state: 'Stand der Unterlagen',
    html: () =>
      documentStates([
        { name: 'Mietvertrag', state: 'Wird auf Viren geprüft', note: 'Dauert meist eine Minute. Sie können die Seite verlassen.' },
        {
          name: 'Ausweis',
          state: 'Nicht lesbar, bitte noch einmal',
          note: 'Seite 2 ist zu dunkel. Fotografieren Sie bei Tageslicht.',
          link: { href: '#', text: 'Neu hochladen' },
        },
      ]),
  },
];
