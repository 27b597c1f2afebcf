import { band } from '../components/band/band.ts';
import { secondButton } from '../components/button/button.ts';
import { lifeEvents } from '../components/life-events/life-events.ts';
import { wrap } from '../components/page/page.ts';
import { pageHead, stage } from '../components/page-head/page-head.ts';
import { rows } from '../components/rows/rows.ts';
import { searchBox } from '../components/search-box/search-box.ts';
import { turnSection } from '../components/signpost/signpost.ts';
import { stepsMini } from '../components/steps-mini/steps-mini.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { examplePage, type Look } from './chrome.ts';

const EVENTS: [string, number, string][] = [
  ['Umziehen', 29, 'Anmelden, Abmelden, Wohnsitz'],
  ['Familie und Kinder', 23, 'Geburt, Betreuung, Vaterschaft'],
  ['Schule und Lehre', 26, 'Stipendien, Anmeldung, Zeugnisse'],
  ['Ausweise', 31, 'Pass, Identitätskarte, Heimatschein'],
  ['Wohnen und Bauen', 48, 'Baugesuch, Solaranlage, Abfall'],
  ['Auto und Verkehr', 60, 'Führerausweis, Parkkarte, Kontrollschild'],
  ['Steuern und Geld', 63, 'Steuererklärung, Frist, Unterstützung'],
  ['Arbeit', 22, 'Stelle verloren, Bewilligung, Lohn'],
  ['Gesundheit', 31, 'Prämienverbilligung, Invalidität'],
];

/** Home page of someone who is signed in and has two open actions. */
export function homePage(look: Look = {}): Html {
  return examplePage(look, {
    title: 'Start',
    kind: 'home',
    main: html`${stage({
      theme: look.theme,
      children: html`${pageHead({ margin: html`<time datetime="2026-11-20">Freitag, 20. November 2026</time>`, sentence: 'Guten Tag, Frau Arnold. Zwei Dinge warten auf Sie.' })}
${turnSection({
  id: 'turn',
  title: 'Sie sind dran',
  signs: [
    {
      href: '#',
      title: 'Mietvertrag hochladen',
      detail: 'Umzug nach Beispielwil',
      until: 'bis Mittwoch, 25. November',
      left: 'noch 3 Arbeitstage',
    },
    {
      href: '#',
      title: '120 Franken bezahlen',
      detail: 'Hundesteuer 2026',
      until: 'bis Montag, 14. Dezember',
      left: 'noch 15 Arbeitstage',
    },
  ],
})}`,
    })}
${wrap(html`
${band({ id: 'find-service', title: 'Suchen', wideTitle: true, children: searchBox({ action: '#', label: 'Was möchten Sie erledigen?', button: 'Suchen', hint: 'Schreiben Sie, wie Sie reden: «neue Adresse», «Hund», «Kita».' }) })}
${band({
  id: 'drafts',
  title: 'Weitermachen',
  children: rows([
    {
      href: '#',
      title: 'Wohnsitzbestätigung',
      text: 'Sie waren bei Frage 2 von 4. Noch nicht gesendet.',
      note: 'Wir bewahren den Entwurf bis 20. Dezember 2026 auf und erinnern Sie vorher.',
      aside: secondButton({ href: '#', text: 'Weitermachen', context: 'bei Frage 2, Wohnsitzbestätigung', icon: 'arrow' }),
    },
  ]),
})}
${band({
  id: 'running',
  title: 'Das läuft für Sie',
  children: rows([
    {
      href: '#',
      title: 'Umzug nach Beispielwil',
      text: 'Beispielwil prüft Ihren Zuzug und wartet auf Ihren Mietvertrag.',
      note: 'Einwohnerdienste Beispielwil, voraussichtlich bis 27. November 2026',
      aside: stepsMini({ total: 6, current: 3, turn: true, label: 'Schritt 3 von 6. Sie sind dran.' }),
    },
    {
      href: '#',
      title: 'Prämienverbilligung 2027',
      text: 'Die Ausgleichskasse berechnet Ihren Anspruch. Sie müssen nichts tun.',
      note: 'Ausgleichskasse, voraussichtlich bis 18. Dezember 2026',
      aside: stepsMini({ total: 4, current: 2, label: 'Schritt 2 von 4. Die Ausgleichskasse ist dran.' }),
    },
  ]),
})}
${band({ id: 'life', title: 'Was steht bei Ihnen an?', children: lifeEvents(EVENTS.map(([title, number, examples]) => ({ href: '#', title, examples, count: { number, meaning: 'Leistungen' } }))) })}
`)}`,
  });
}
