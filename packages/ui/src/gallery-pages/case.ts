import { band, linkList, twoUp } from '../components/band/band.ts';
import { actions, button, secondButton } from '../components/button/button.ts';
import { pairs } from '../components/definitions/definitions.ts';
import { documentGroups } from '../components/documents/documents.ts';
import { facts } from '../components/facts/facts.ts';
import { fileInput, textarea } from '../components/field/field.ts';
import { messages } from '../components/messages/messages.ts';
import { wrap } from '../components/page/page.ts';
import { backLink, pageHead } from '../components/page-head/page-head.ts';
import { form } from '../components/question-page/question-page.ts';
import { ask } from '../components/requested-document/requested-document.ts';
import { route } from '../components/route/route.ts';
import { signpost } from '../components/signpost/signpost.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { examplePage, type Look } from './chrome.ts';

/** Page of a case in which it is the resident's turn. */
export function casePage(look: Look = {}): Html {
  return examplePage(look, {
    title: 'Umzug nach Beispielwil – Meine Fälle',
    current: 'cases',
    main: wrap(html`
${pageHead({
  margin: backLink({ href: '#', text: 'Meine Fälle' }),
  kicker: 'Umzug nach Beispielwil',
  sentence: 'Beispielwil prüft Ihren Zuzug und wartet auf Ihren Mietvertrag.',
  announce: true,
  children: facts([
    { question: 'Wer ist dran?', answer: 'Einwohnerdienste Beispielwil', note: 'Sie warten auf eine Unterlage von Ihnen.' },
    { question: 'Seit wann?', answer: 'Mittwoch, 11. November', note: 'Seit 7 Arbeitstagen. Üblich sind 5 bis 10.' },
    { question: 'Bis wann voraussichtlich?', answer: 'Freitag, 27. November', note: 'Wird es später, schreiben wir Ihnen vorher.' },
  ]),
})}
${band({
  id: 'todo',
  title: 'Was Sie tun müssen',
  children: html`${signpost([{ title: 'Mietvertrag hochladen', detail: 'Das ist alles, was noch fehlt.', until: 'bis Mittwoch, 25. November', left: 'noch 3 Arbeitstage' }])}
${ask({
  pairs: [
    {
      term: 'Was',
      values: ['Mietvertrag für Haselmattweg 7, 6210 Beispielwil. Die Seiten mit Adresse, Namen und Unterschriften genügen.'],
    },
    { term: 'Warum', values: ['Beispielwil muss wissen, in welcher Wohnung Sie wohnen. Das verlangt das Registergesetz.'] },
    { term: 'Beispiel', values: [html`<a class="go" href="#">So sieht die richtige Seite aus</a>`] },
    { term: 'Stand', values: ['Fehlt noch.'] },
  ],
  form: {
    action: '#',
    upload: true,
    fields: { csrf: 'x' },
    children: html`${fileInput({ id: 'contract', name: 'contract', label: 'Mietvertrag auswählen oder fotografieren', hint: 'PDF, JPG oder PNG, höchstens 20 MB. Mehrere Seiten sind möglich.', accept: '.pdf,.jpg,.jpeg,.png', multiple: true })}${actions(button({ text: 'Mietvertrag senden' }), html`<a href="#">Ich habe keinen Mietvertrag</a>`)}`,
  },
})}
<p class="hint">Kommt der Mietvertrag später, verschiebt sich der Eintrag in Beispielwil. Ihr Umzug bleibt gemeldet. Reicht die Zeit nicht? Schreiben Sie Beispielwil unten eine Nachricht.</p>`,
})}
${band({
  id: 'way',
  title: 'Der Weg Ihres Umzugs',
  layout: 'route',
  lead: 'Sechs Schritte, drei Behörden. Gemeldet haben Sie sich nur einmal.',
  children: route([
    {
      state: 'past',
      stateWord: 'Vergangen:',
      title: 'Sie haben den Umzug gemeldet',
      who: 'Sie',
      when: 'Montag, 9. November 2026',
      body: html`Für Nora Arnold, Besnik Krasniqi und Mila. <a href="#">Quittung ansehen (PDF)</a>`,
    },
    {
      state: 'past',
      stateWord: 'Vergangen:',
      title: 'Musterwil hat Ihren Wegzug vorgemerkt',
      who: 'Musterwil',
      when: 'Dienstag, 10. November 2026',
      body: 'Auf den 30. November 2026. Musterwil hat Ihre Angaben an Beispielwil übergeben.',
    },
    {
      state: 'turn',
      stateWord: 'Jetzt:',
      title: 'Beispielwil prüft Ihren Zuzug',
      who: 'Beispielwil',
      when: 'seit Mittwoch, 11. November 2026',
      body: 'Beispielwil vergleicht Ihre Angaben mit dem Gebäuderegister. Es fehlt der Mietvertrag.',
    },
    {
      state: 'next',
      stateWord: 'Als Nächstes:',
      title: 'Beispielwil trägt Ihren Zuzug ein',
      who: 'Beispielwil',
      when: 'voraussichtlich am 1. Dezember 2026',
      body: 'An Ihrem Umzugstag. Sie müssen nicht vorbeikommen.',
    },
    {
      state: 'next',
      stateWord: 'Danach:',
      title: 'Der Kanton ändert die Adresse im Führerausweis',
      who: 'Kanton',
      when: 'voraussichtlich bis 3. Dezember 2026',
      body: 'Strassenverkehrsamt. Das geschieht automatisch.',
    },
    {
      state: 'last',
      stateWord: 'Zuletzt:',
      title: 'Sie bekommen die Meldebestätigung',
      who: 'Sie',
      when: 'voraussichtlich am 4. Dezember 2026',
      body: 'Im Posteingang und auf Wunsch per Post.',
    },
  ]),
})}
${band({
  id: 'documents',
  title: 'Unterlagen',
  children: documentGroups(
    {
      title: 'Von Ihnen',
      empty: 'Noch keine.',
      documents: [
        { href: '#', title: 'Umzugsmeldung (PDF, 84 kB)', note: 'gesendet am 9. November 2026, 19.42 Uhr' },
        {
          href: '#',
          title: 'Ausweis Besnik Krasniqi (JPG, 1,2 MB)',
          note: 'gesendet am 9. November 2026, 19.40 Uhr; von Beispielwil angenommen am 12. November',
        },
      ],
    },
    {
      title: 'Von den Behörden',
      empty: 'Noch keine.',
      documents: [
        { href: '#', title: 'Abmeldebestätigung (PDF, 61 kB)', note: 'von Musterwil, 10. November 2026; mit elektronischem Siegel' },
        { href: '#', title: 'Quittung Ihrer Meldung (PDF, 48 kB)', note: 'vom Einwohnerportal, 9. November 2026, 19.42 Uhr' },
      ],
    },
  ),
})}
${band({
  id: 'messages',
  title: 'Nachrichten',
  children: html`${messages([
    {
      from: 'Einwohnerdienste Beispielwil',
      at: 'Mittwoch, 18. November 2026, 10.05 Uhr',
      text: 'Guten Tag Frau Arnold. Ihre Wohnung ist neu im Gebäuderegister. Bitte senden Sie uns den Mietvertrag. Dann können wir Sie der richtigen Wohnung zuordnen.',
    },
    {
      from: 'Sie',
      mine: true,
      at: 'Mittwoch, 18. November 2026, 20.31 Uhr',
      text: 'Der Vermieter unterschreibt am Montag. Ich lade den Vertrag dann hoch.',
    },
  ])}${form({ action: '#', children: html`${textarea({ id: 'reply', name: 'reply', label: 'Ihre Antwort an die Einwohnerdienste Beispielwil', rows: 3 })}<p>${secondButton({ text: 'Nachricht senden' })}</p>` })}`,
})}
${band({
  id: 'more',
  title: 'Mehr zu diesem Fall',
  children: twoUp(
    pairs([
      { term: 'Fallnummer', values: ['UZ-2026-004318'], verbatim: true },
      { term: 'Rechtsgrundlage', values: ['Gesetz über die Niederlassung und den Aufenthalt'] },
      { term: 'Aufbewahrung', values: ['bis 31. Dezember 2031, dann gelöscht'] },
    ]),
    linkList(
      [
        'Wer hat diesen Fall angeschaut?',
        'Angaben berichtigen',
        'Umzug zurückziehen',
        'Ich bin nicht einverstanden: Ihre Rechte',
        'Fall als PDF sichern',
      ].map((words) => ({ href: '#', text: words })),
    ),
  ),
})}`),
  });
}
