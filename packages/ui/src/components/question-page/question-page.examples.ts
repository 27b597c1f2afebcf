import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { actions, button, linkButton } from '../button/button.ts';
import { textInput } from '../field/field.ts';
import { form } from './question-page.ts';

export const examples: Example[] = [
  {
    state: 'Formular, das laufend speichert',
    html: () =>
      form({
        action: '#',
        fields: { csrf: 'x' },
        autosave: {
          url: '/autosave',
          saved: 'Gespeichert um {time} Uhr, noch nicht gesendet.',
          failed: {
            server: 'Ihre letzte Antwort ist noch nicht gespeichert. Unser Server antwortet nicht. Ihr Text steht noch im Feld.',
            session: 'Ihre letzte Antwort ist noch nicht gespeichert. Sie sind nicht mehr angemeldet. Ihr Text steht noch im Feld.',
            network: 'Ihre letzte Antwort ist noch nicht gespeichert. Die Verbindung ist weg. Ihr Text steht noch im Feld.',
          },
          retry: 'Jetzt noch einmal speichern',
        },
        children: html`${textInput({ id: 'auto', name: 'auto', label: 'Mädchenname' })}${actions(button({ text: 'Weiter' }), linkButton({ text: 'Speichern und später weitermachen', name: 'action', value: 'later' }))}`,
      }),
  },
];
