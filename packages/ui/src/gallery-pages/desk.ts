import { actions, button, secondButton } from '../components/button/button.ts';
import { radios } from '../components/choices/choices.ts';
import { documents } from '../components/documents/documents.ts';
import { textarea } from '../components/field/field.ts';
import { wrap } from '../components/page/page.ts';
import { backLink } from '../components/page-head/page-head.ts';
import { form } from '../components/question-page/question-page.ts';
import { stepsList } from '../components/steps/steps.ts';
import { compare } from '../components/task-screen/compare.ts';
import { accessNote, history, mirror, noteBoxes, taskGrid, taskHead } from '../components/task-screen/task-screen.ts';
import { worklist, workPage, workViews } from '../components/worklist/worklist.ts';
import type { WorkRow } from '../components/worklist/worklist.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { examplePage, type Look } from './chrome.ts';

function task(
  date: string,
  left: string,
  title: string,
  person: string,
  matter: string,
  since: string,
  owner: string,
  late = false,
): WorkRow {
  const pick = { name: 'task', value: `${date}-${person}`, label: `${title}, ${person} auswählen` };
  return {
    href: '#',
    title,
    due: { date, left, late },
    cells: { person: html`<span translate="no">${person}</span>`, matter, since, owner },
    pick,
  };
}

/** Work list of a team. */
export function worklistPage(look: Look = {}): Html {
  return examplePage(look, {
    title: 'Aufgaben',
    kind: 'desk',
    main: workPage({
      title: '23 Aufgaben. Eine ist über der Frist, drei sind heute fällig.',
      rail: workViews({
        label: 'Ansichten',
        views: [
          { href: '#', text: 'Mir zugeteilt', count: 8 },
          { href: '#', text: 'Mein Team', count: 23, current: true },
          { href: '#', text: 'Niemandem zugeteilt', count: 5 },
          { href: '#', text: 'Wartet auf Einwohner', count: 11 },
          { href: '#', text: 'Störungen', count: 1 },
        ],
      }),
      children: worklist({
        label: 'Aufgaben nach Frist',
        pick: 'Auswahl',
        due: { title: 'Frist', href: '#', sorted: 'ascending' },
        task: { title: 'Aufgabe', href: '#' },
        columns: [
          { key: 'person', title: 'Person', href: '#' },
          { key: 'matter', title: 'Leistung' },
          { key: 'since', title: 'Bei uns seit', href: '#', short: 'bei uns seit' },
          { key: 'owner', title: 'Zugeteilt', short: 'zugeteilt:' },
        ],
        groups: [
          {
            title: 'Über der Frist',
            rows: [
              task(
                'Do 19.11.',
                '1 Tag darüber',
                'Heimatschein anfordern',
                'Łukasz Zieliński',
                'Zuzug aus Musterau',
                '9.11.',
                'K. Lang, abwesend',
                true,
              ),
            ],
          },
          {
            title: 'Heute',
            rows: [
              task('Fr 20.11.', 'heute', 'Gebühr prüfen', 'Elodie Favre', 'Wohnsitzbestätigung', '17.11.', 'Rahel Bucher'),
              task('Fr 20.11.', 'heute', 'Zuzug prüfen', 'Jovana Petrović', 'Zuzug aus Beispielwil', '13.11.', 'niemandem'),
            ],
          },
          {
            title: 'Nächste Woche',
            rows: [
              task('Mo 23.11.', 'noch 1 Tag', 'Wegzug vormerken', 'Anna-Lena Stöckli', 'Wegzug nach Musterau', '19.11.', 'M. Tanner'),
              task('Mi 25.11.', 'wartet auf Person', 'Zuzug prüfen', 'Nora Arnold', 'Zuzug aus Musterwil', '11.11.', 'Rahel Bucher'),
              task(
                'Mi 25.11.',
                'noch 3 Tage',
                'Früheren Wohnsitz bestätigen',
                'Jiří Dvořák',
                'Wohnsitzbestätigung',
                '18.11.',
                'Rahel Bucher',
              ),
            ],
          },
        ],
      }),
    }),
  });
}

/** One task: what the resident sees, what is to be done, what is known. */
export function taskPage(look: Look = {}): Html {
  return examplePage(look, {
    title: 'Zuzug prüfen',
    kind: 'desk',
    main: wrap(
      html`${head()}${taskGrid({ sees: { id: 'sees', title: 'Das sieht Frau Arnold', children: sees() }, does: { id: 'do', title: 'Ihre Aufgabe', children: does() }, knows: { id: 'knows', title: 'Alles zum Fall', children: knows() } })}`,
    ),
  });
}

function head(): Html {
  return taskHead({
    back: backLink({ href: '#', text: 'Aufgaben' }),
    title: html`Zuzug prüfen: <span translate="no">Nora Arnold</span> und 2 Personen`,
    meta: [
      { term: 'Frist', value: 'Mi 25.11.2026, wartet auf Person' },
      { term: 'Bei uns seit', value: '11.11.2026, 7 Arbeitstage' },
      { term: 'Zugeteilt', value: html`Rahel Bucher <a href="#">ändern</a>` },
      { term: 'Fall', value: 'UZ-2026-004318', verbatim: true },
    ],
  });
}

function sees(): Html {
  return html`${mirror({
    title: 'Umzug nach Musterwil',
    sentence: 'Musterwil prüft Ihren Zuzug und wartet auf Ihren Mietvertrag.',
    facts: [
      { question: 'Wer ist dran?', answer: 'Einwohnerdienste Musterwil' },
      { question: 'Bis wann voraussichtlich?', answer: 'Freitag, 27. November' },
    ],
    sign: { title: 'Mietvertrag hochladen', until: 'bis Mittwoch, 25. November' },
    after: 'Nach «Zuzug eintragen» liest sie: «Musterwil hat Ihren Zuzug geprüft. Am 1. Dezember tragen wir Sie ein.»',
  })}<h3>Weg des Falls</h3>${stepsList([
    { state: 'past', text: 'Gemeldet, 9.11.' },
    { state: 'past', text: 'Beispielwil: Wegzug vorgemerkt, 10.11.' },
    { state: 'current', text: 'Musterwil: Zuzug prüfen' },
    { state: 'next', text: 'Musterwil: Zuzug eintragen, 1.12.' },
    { state: 'next', text: 'Meldebestätigung, 4.12.' },
  ])}`;
}

function does(): Html {
  const names: [string, string, string][] = [
    ['Name', 'Nora Arnold', 'Nora Arnold'],
    ['Geboren', '14.06.1989', '14.06.1989'],
    ['Zivilstand', 'verheiratet', 'verheiratet'],
    ['Adresse', 'Haselmattweg 7', 'Haselmattweg 7'],
    ['Wohnung', '2. Stock rechts', '3 Wohnungen möglich'],
  ];
  return html`<h3>Angaben und Register</h3>${compare({ declared: 'Gemeldet', register: 'Register', same: 'gleich', differs: 'prüfen', rows: names.map(([label, declared, register]) => ({ label, declared, register, same: declared === register })) })}
${form({
  action: '#',
  fields: { csrf: 'x' },
  children: html`${radios({
    id: 'flat',
    name: 'flat',
    label: 'Welche Wohnung ist es?',
    value: 'unclear',
    choices: [
      { value: '4', label: 'EWID 4', hint: '2. Stock rechts, 4 Zimmer, leer seit 31.10.2026' },
      { value: '5', label: 'EWID 5', hint: '2. Stock Mitte, 2 Zimmer, bewohnt' },
      { value: 'unclear', label: 'Noch nicht klar', hint: 'Mietvertrag ist seit 18.11. angefordert' },
    ],
  })}${radios({
    id: 'next',
    name: 'next',
    label: 'Wie geht es weiter?',
    value: 'wait',
    choices: [
      { value: 'enter', label: 'Zuzug eintragen', hint: 'auf den 1.12.2026, dann an den Kanton' },
      { value: 'wait', label: 'Auf den Mietvertrag warten', hint: 'bis 25.11.; danach neue Frist oder Anruf' },
      { value: 'hand', label: 'An eine andere Stelle geben', hint: 'Frau Arnold sieht die Übergabe' },
    ],
  })}${noteBoxes({
    internal: textarea({
      id: 'note',
      name: 'note',
      label: 'Notiz, nur für uns',
      rows: 2,
      value: 'Vermieterin Imbach bestätigt: Unterschrift am Montag.',
    }),
    visible: textarea({ id: 'message', name: 'message', label: 'Nachricht an Frau Arnold', optional: '(freiwillig)', rows: 2 }),
  })}${actions(button({ text: 'Speichern und nächste Aufgabe' }), secondButton({ text: 'Speichern' }))}`,
})}`;
}

function knows(): Html {
  return html`<h3>Unterlagen</h3>${documents([
    { href: '#', title: 'Umzugsmeldung', note: 'von Frau Arnold, 9.11.2026' },
    { href: '#', title: 'Ausweis B. Krasniqi', note: 'von Frau Arnold, angenommen 12.11.' },
    { title: 'Mietvertrag', note: 'angefordert 18.11., Frist 25.11.' },
  ])}
<h3>Haushalt</h3><ul class="plain-list" translate="no"><li>Nora Arnold, 1989</li><li>Besnik Krasniqi, 1987, Ausweis C</li><li>Mila Arnold, 2019</li></ul>
<h3>Verlauf</h3>${history([
    { at: '18.11. 10.05', text: 'R. Bucher: Mietvertrag angefordert' },
    { at: '18.11. 20.31', text: 'Frau Arnold: «Der Vermieter unterschreibt am Montag.»' },
    { at: '11.11. 7.30', text: 'Automatisch: Gebäuderegister abgefragt' },
  ])}
${accessNote('Ihr Blick in diesen Fall ist aufgezeichnet. Grund: Zuzug prüfen. Frau Arnold sieht ihn.')}`;
}
