import type { Example } from '../../example.ts';
import { requestedFiles } from './requested-files.ts';

const common = {
  name: 'evidence.lease',
  label: 'Mietvertrag',
  hint: 'Die Seiten mit Namen und Unterschriften. PDF, JPG. Höchstens 20 MB.',
  errorWord: 'Fehler:',
  accept: '.pdf,.jpg',
  none: 'Fehlt noch.',
};

export const examples: Example[] = [
  {
    state: 'Fehlt noch',
    html: () => requestedFiles({ ...common, id: 'lease', choose: { text: 'Datei senden', value: 'send-file:evidence.lease' }, states: [] }),
  },
  {
    state: 'Gesendet und abgelehnt',
    html: () =>
      requestedFiles({
        ...common,
        id: 'lease-2',
        name: 'evidence.lease-2',
        error: 'Ersetzen Sie die Datei «Mietvertrag».',
        multiple: true,
        choose: { text: 'Datei senden', value: 'send-file:evidence.lease' },
        states: [
          {
            name: 'vertrag.pdf',
            state: 'Angenommen',
            note: '1,2 MB',
            remove: { text: 'Entfernen', value: 'remove-file:evidence.lease:a', context: ' vertrag.pdf' },
          },
          {
            name: 'foto.jpg',
            state: 'Nicht lesbar',
            note: 'Seite 2 ist zu dunkel.',
            remove: { text: 'Entfernen', value: 'remove-file:evidence.lease:b', context: ' foto.jpg' },
          },
        ],
      }),
  },
];
