import type { Example } from '../../example.ts';
import { incidentNotice, notice, sessionNotice } from './notice.ts';

export const examples: Example[] = [
  {
    state: 'Hinweis',
    html: () =>
      notice({
        title: 'Am Sonntag, 22. November, von 2 bis 4 Uhr arbeiten wir am Portal.',
        text: 'Ihre Entwürfe bleiben gespeichert. Senden können Sie ab 4 Uhr wieder.',
      }),
  },
  {
    state: 'Eingabe in Gefahr',
    html: () =>
      notice({
        kind: 'alert',
        title: 'Ihre letzte Antwort ist noch nicht gespeichert.',
        text: 'Die Verbindung ist weg. Ihr Text steht noch im Feld.',
        link: { href: '#', text: 'Jetzt noch einmal speichern' },
      }),
  },
  {
    state: 'Störung bei einer Behörde',
    html: () =>
      incidentNotice({
        title: 'Das Einwohnerregister antwortet gerade nicht.',
        text: 'Ihre Bestellung ist sicher. Wir versuchen es von selbst weiter. Sie müssen nichts tun.',
        since: 'Seit heute, 14.12 Uhr',
      }),
  },
  {
    state: 'Anmeldung endet bald',
    html: () =>
      sessionNotice({
        secondsLeft: 90,
        warnBefore: 120,
        title: 'Noch {minutes} Minuten angemeldet.',
        text: 'Danach melden wir Sie ab. Es geht nichts verloren.',
        extend: { action: '/session', text: 'Angemeldet bleiben' },
      }),
  },
];
