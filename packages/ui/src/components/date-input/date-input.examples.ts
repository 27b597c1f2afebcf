import type { Example } from '../../example.ts';
import { dateInput, dateText } from './date-input.ts';

export const examples: Example[] = [
  {
    state: 'Drei Felder, Fehler im Jahr',
    html: () =>
      dateInput({
        id: 'born',
        name: 'born',
        label: 'Wann sind Sie geboren?',
        hint: 'Zum Beispiel 14 6 1989.',
        error: 'Geben Sie ein Datum in der Vergangenheit ein.',
        errorWord: 'Fehler:',
        day: { label: 'Tag', name: 'born.day', value: '14', autocomplete: 'bday-day' },
        month: { label: 'Monat', name: 'born.month', value: '6', autocomplete: 'bday-month' },
        year: { label: 'Jahr', name: 'born.year', value: '2989', invalid: true, autocomplete: 'bday-year' },
      }),
  },
  {
    state: 'Eine Zeile',
    html: () => dateText({ id: 'from', name: 'from', label: 'Ab wann?', hint: 'Zum Beispiel 1.2.2026.', value: '1.2.26' }),
  },
];
