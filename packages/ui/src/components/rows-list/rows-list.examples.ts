import type { Example } from '../../example.ts';
import { textInput } from '../field/field.ts';
import { rowsList } from './rows-list.ts';

export const examples: Example[] = [
  {
    state: 'Zwei Personen',
    html: () =>
      rowsList({
        id: 'household',
        name: 'household',
        label: 'Wer wohnt mit Ihnen?',
        hint: 'Name und Geburtsdatum wie im Ausweis.',
        rows: ['Ana', 'Luca'].map((name, index) => ({
          title: `Person ${index + 1}`,
          fields: textInput({ id: `household-${index}-name`, name: `household[${index}].name`, label: 'Vorname', value: name }),
          remove: { name: 'action', value: `remove-row:household:${index}`, text: 'Entfernen', context: `: Person ${index + 1}` },
        })),
        add: { name: 'action', value: 'add-row:household', text: 'Noch eine Person' },
      }),
  },
];
