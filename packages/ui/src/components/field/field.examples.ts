import type { Example } from '../../example.ts';
import { html } from '../../html.ts';
import { fieldGroup, fileInput, select, textarea, textInput } from './field.ts';

export const examples: Example[] = [
  {
    state: 'Text',
    html: () => textInput({ id: 'street', name: 'street', label: 'Strasse und Hausnummer', autocomplete: 'address-line1' }),
  },
  {
    state: 'Freiwillig, mit Erklärung',
    html: () =>
      textInput({
        id: 'phone',
        name: 'phone',
        type: 'tel',
        label: 'Telefon',
        optional: '(freiwillig)',
        hint: 'Leerzeichen sind kein Problem.',
        value: '079 555 01 23',
        width: 20,
        autocomplete: 'tel',
        why: { question: 'Warum fragen wir das?', answer: 'Damit die Gemeinde Sie bei einer Rückfrage erreicht.' },
      }),
  },
  {
    state: 'Fehler',
    html: () =>
      textInput({
        id: 'zip',
        name: 'zip',
        label: 'Postleitzahl',
        inputMode: 'numeric',
        width: 4,
        value: '621',
        error: 'Geben Sie vier Ziffern ein, zum Beispiel 6210.',
        errorWord: 'Fehler:',
        autocomplete: 'postal-code',
      }),
  },
  {
    state: 'Mehrere Zeilen mit Zähler',
    html: () =>
      textarea({
        id: 'reason',
        name: 'reason',
        label: 'Begründung',
        rows: 3,
        maxLength: 500,
        value: 'Die Wohnung ist neu.',
        count: { allowed: 'Höchstens 500 Zeichen', left: 'Noch {left} Zeichen', over: '{over} Zeichen zu viel' },
      }),
  },
  {
    state: 'Auswahl',
    html: () =>
      select({
        id: 'country',
        name: 'country',
        label: 'Land',
        empty: 'Bitte wählen',
        value: 'CH',
        options: [
          { value: 'CH', label: 'Schweiz' },
          { value: 'LI', label: 'Liechtenstein' },
        ],
        autocomplete: 'country',
      }),
  },
  {
    state: 'Datei',
    html: () =>
      fileInput({ id: 'proof', name: 'proof', label: 'Vollmacht', hint: 'PDF, JPG oder PNG, höchstens 20 MB.', accept: '.pdf,.jpg,.png' }),
  },
  {
    state: 'Gruppe',
    html: () =>
      fieldGroup({
        id: 'address',
        label: 'Adresse für die Post',
        hint: 'Nur wenn sie anders ist als im Register.',
        children: html`${textInput({ id: 'address-street', name: 'address.street', label: 'Strasse' })}${textInput({ id: 'address-town', name: 'address.town', label: 'Ort' })}`,
      }),
  },
];
