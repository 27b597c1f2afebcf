import type { Example } from '../../example.ts';
import { errorSummary } from './error-summary.ts';

export const examples: Example[] = [
  {
    state: 'Zwei Fehler',
    html: () =>
      errorSummary({
        title: 'Zwei Angaben stimmen noch nicht',
        errors: [
          { control: 'zip', message: 'Geben Sie vier Ziffern ein, zum Beispiel 6210.' },
          { control: 'born', message: 'Geben Sie ein Datum in der Vergangenheit ein.' },
        ],
      }),
  },
];
