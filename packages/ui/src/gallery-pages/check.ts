import { answers, total } from '../components/answers/answers.ts';
import { band, text } from '../components/band/band.ts';
import { actions, button, linkButton } from '../components/button/button.ts';
import { confirmation } from '../components/confirmation/confirmation.ts';
import { wrap } from '../components/page/page.ts';
import { backLink, pageHead } from '../components/page-head/page-head.ts';
import { form } from '../components/question-page/question-page.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { examplePage, type Look } from './chrome.ts';

const REGISTER = 'aus dem Einwohnerregister Musterwil';

/** Answers to check before sending. */
export function checkPage(look: Look = {}): Html {
  const change = (what: string, word = 'Ändern'): { href: string; text: string; context: string } => ({
    href: '#',
    text: word,
    context: `: ${what}`,
  });
  return examplePage(look, {
    title: 'Stimmt alles?',
    kind: 'form',
    main: wrap(html`
${pageHead({ margin: backLink({ href: '#', text: 'Zurück' }), sentence: 'Stimmt alles?', lead: 'Bis jetzt ist nichts gesendet. Sie bestellen erst mit dem Knopf am Schluss.' })}
${answers({
  title: { id: 'certificate', text: 'Das steht auf der Bestätigung' },
  missing: 'Nicht angegeben',
  answers: [
    {
      label: 'Für wen',
      values: [html`<span translate="no">Nora Arnold</span>, geboren am 14. Juni 1989`],
      note: REGISTER,
      change: change('Für wen'),
    },
    {
      label: 'Adresse',
      values: ['Rosenbergweg 12, 6004 Musterwil'],
      verbatim: true,
      note: REGISTER,
      change: change('die Adresse', 'Stimmt nicht'),
    },
    { label: 'Wohnsitz seit', values: ['1. April 2021'], note: REGISTER, change: change('Wohnsitz seit') },
    { label: 'Sprache', values: ['Deutsch'], change: change('Sprache') },
  ],
})}
${answers({
  title: { id: 'delivery', text: 'So bekommen Sie sie' },
  missing: 'Nicht angegeben',
  answers: [
    { label: 'Zustellung', values: ['PDF im Posteingang, mit elektronischem Siegel'], change: change('Zustellung') },
    { label: 'Telefon für Rückfragen', values: [], note: 'freiwillig', change: change('Telefon für Rückfragen', 'Ergänzen') },
  ],
})}
${band({ id: 'whereto', title: 'Wohin gehen Ihre Angaben?', children: text(html`<p>Nur an die Einwohnerdienste Musterwil. Sie brauchen die Angaben für diese Bestätigung und löschen sie nach einem Jahr. <a href="#">Datenschutz zu dieser Leistung</a></p>`) })}
${band({
  id: 'order',
  title: 'Bestellen',
  children: form({
    action: '#',
    fields: { csrf: 'x' },
    children: html`${total({ label: 'Sie bezahlen', amount: '12 Franken' })}<p>Zuerst bezahlen Sie. Danach erstellen wir die Bestätigung, meist in wenigen Minuten.</p>${actions(button({ text: 'Für 12 Franken bestellen' }), linkButton({ text: 'Speichern und später weitermachen' }))}`,
  }),
})}`),
  });
}

/** Page after sending. */
export function confirmationPage(look: Look = {}): Html {
  return examplePage(look, {
    title: 'Bestellt',
    main: wrap(
      confirmation({
        sentence: 'Bestellt. Ihre Bestätigung ist in wenigen Minuten da.',
        facts: [
          { question: 'Ihre Nummer', answer: 'WB-2026-011 874', verbatim: true },
          { question: 'Bestellt', answer: 'Freitag, 20. November', note: '14.31 Uhr, Schweizer Zeit' },
          { question: 'Bezahlt', answer: '12 Franken', note: 'mit Karte' },
        ],
        actions: [button({ href: '#', text: 'Quittung sichern (PDF)', icon: 'download' }), html`<a href="#">Zu Ihrem Fall</a>`],
        next: {
          title: 'So geht es weiter',
          steps: [
            'Musterwil prüft Ihre Angaben im Einwohnerregister.',
            'Die Bestätigung kommt in Ihren Posteingang. Wir schreiben Ihnen eine E-Mail.',
            'Fragen? Rufen Sie an und nennen Sie die Nummer oben.',
          ],
        },
      }),
    ),
  });
}
