import { band, bullets, linkList, text } from '../components/band/band.ts';
import { actions, button, goLink } from '../components/button/button.ts';
import { facts } from '../components/facts/facts.ts';
import { wrap } from '../components/page/page.ts';
import { backLink, pageHead } from '../components/page-head/page-head.ts';
import { html, raw } from '../html.ts';
import type { Html } from '../html.ts';
import { examplePage, type Look } from './chrome.ts';

/** Start page of a service, before sign-in. */
export function startPage(look: Look = {}): Html {
  return examplePage(look, {
    title: 'Wohnsitzbestätigung',
    current: 'services',
    main: wrap(html`
${pageHead({
  margin: backLink({ href: '#', text: 'Umziehen' }),
  sentence: raw('Wohnsitz&shy;bestätigung'),
  lead: 'Musterwil bestätigt Ihnen schriftlich, wo Sie wohnen. Das verlangen zum Beispiel ein Vermieter, eine Bank oder die Bahn für ein Familienabo.',
  children: html`${facts([
    { question: 'Was kostet es?', answer: '12 Franken', note: 'Karte oder Rechnung' },
    { question: 'Wie lange dauert es?', answer: 'meist 4 Minuten', note: '9 von 10 sind am nächsten Arbeitstag da' },
    { question: 'Was füllen Sie aus?', answer: '4 Fragen', note: '2 davon sind schon beantwortet' },
    { question: 'Was bekommen Sie?', answer: 'PDF mit Siegel', note: 'auf Wunsch auch per Post' },
  ])}${actions(button({ href: '#', text: 'Wohnsitzbestätigung bestellen' }), html`<a href="#">In Leichter Sprache lesen</a>`)}<p class="source">Sie brauchen ein Login mit geprüfter Identität. <a href="#sign-in">Warum?</a></p>`,
})}
${band({
  id: 'who',
  title: 'Wer darf bestellen?',
  children: text(
    html`${bullets(['Sie wohnen in Musterwil und sind hier angemeldet.', 'Sie sind mindestens 16 Jahre alt.', 'Sie bestellen für sich, für Ihre Kinder oder mit Vollmacht für jemand anderen.'])}<p>Sie wohnen nicht mehr in Musterwil? Dann bestellen Sie eine <a href="#">Bestätigung über früheren Wohnsitz</a>.</p>`,
  ),
})}
${band({ id: 'ready', title: 'Was Sie bereithalten', children: text(html`${bullets(['Ihr Login. Mehr brauchen Sie nicht.', 'Für jemand anderen: die Vollmacht als Foto oder PDF.'])}<p>Name, Adresse und Geburtsdatum holen wir aus dem Einwohnerregister. Sie sehen alles, bevor Sie senden.</p>`) })}
${band({
  id: 'sign-in',
  title: 'Anmelden',
  children: text(
    html`<p><strong>Sie brauchen ein Login mit geprüfter Identität.</strong> Sie haben sich dafür einmal mit Pass oder Identitätskarte ausgewiesen.</p><p>Warum so viel? Die Bestätigung ist ein amtlicher Nachweis. Niemand soll sie in Ihrem Namen bestellen können.</p><p>${goLink({ href: '#', text: 'Noch kein Login? So richten Sie es ein' })}</p>`,
  ),
})}
${band({
  id: 'law',
  title: 'Rechtsgrundlage',
  children: text(
    html`${linkList([
      { href: '#', text: 'Gesetz über die Niederlassung und den Aufenthalt' },
      { href: '#', text: 'Verordnung über den Gebührenbezug der Gemeinden' },
    ])}<p class="source">Zuständig: Einwohnerdienste Musterwil. Zuletzt geprüft am 2. November 2026.</p>`,
  ),
})}
`),
  });
}
