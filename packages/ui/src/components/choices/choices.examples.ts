import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { textInput } from '../field/field.ts';
import { checkbox, checkboxes, radios } from './choices.ts';

export const examples: Example[] = [
  {
    state: 'Eines von mehreren, eines öffnet ein Feld',
    html: () =>
      html`${radios({
        id: 'delivery',
        name: 'delivery',
        label: 'Wie möchten Sie die Bestätigung?',
        value: 'inbox',
        choices: [
          { value: 'inbox', label: 'Im Posteingang', hint: 'als PDF mit Siegel, sofort' },
          { value: 'post', label: 'Per Post', hint: 'in zwei Arbeitstagen' },
        ],
      })}${textInput({ id: 'co', name: 'co', label: 'Zusatz zur Adresse', optional: '(freiwillig)', hint: html`<span class="only-if">Nur bei Zustellung per Post.</span>`, shownWhen: 'delivery=post' })}`,
  },
  {
    state: 'Mehrere von mehreren, Fehler',
    html: () =>
      checkboxes({
        id: 'persons',
        name: 'persons',
        label: 'Für wen brauchen Sie die Bestätigung?',
        error: 'Wählen Sie mindestens eine Person.',
        errorWord: 'Fehler:',
        values: [],
        choices: [
          { value: 'p1', label: 'Besnik Krasniqi, 1987', verbatim: true },
          { value: 'p2', label: 'Mila Arnold, 2019', verbatim: true },
        ],
      }),
  },
  {
    state: 'Ein Ja',
    html: () =>
      checkbox({ id: 'true-data', name: 'trueData', groupLabel: 'Bestätigung', label: 'Meine Angaben sind richtig.', checked: true }),
  },
];
