import { actions, button, linkButton } from '../components/button/button.ts';
import { dateInput } from '../components/date-input/date-input.ts';
import { errorSummary } from '../components/error-summary/error-summary.ts';
import { knownValue } from '../components/known-value/known-value.ts';
import { wrap } from '../components/page/page.ts';
import { backLink } from '../components/page-head/page-head.ts';
import { questionPage } from '../components/question-page/question-page.ts';
import { steps } from '../components/steps/steps.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { examplePage, type Look } from './chrome.ts';

const MESSAGE = 'Geben Sie ein Datum ab 1. April 2021 ein. Vorher waren Sie nicht in Musterwil angemeldet.';

/** One question, with or without an error. */
export function questionExample(faulty: boolean, look: Look = {}): Html {
  return examplePage(look, {
    title: `${faulty ? 'Fehler: ' : ''}Ab welchem Datum`,
    kind: 'form',
    main: wrap(
      questionPage({
        back: backLink({ href: '#', text: 'Zurück' }),
        steps: steps({
          label: 'Fragen',
          where: 'Frage 2 von 4',
          items: [
            { state: 'past', text: 'Für wen', href: '#' },
            { state: 'current', text: 'Ab welchem Datum' },
            { state: 'next', text: 'Sprache' },
            { state: 'next', text: 'Zustellung' },
            { state: 'next', text: 'Prüfen und bestellen' },
          ],
        }),
        errors: errorSummary({ title: 'Ein Datum stimmt noch nicht', errors: faulty ? [{ control: 'since', message: MESSAGE }] : [] }),
        form: { action: '#', fields: { csrf: 'x' } },
        children: dateInput({
          id: 'since',
          name: 'since',
          heading: true,
          label: 'Ab welchem Datum soll die Bestätigung gelten?',
          hint: 'Wir fragen, weil manche Stellen wissen wollen, seit wann Sie hier wohnen. Meist passt das Datum Ihres Zuzugs.',
          error: faulty ? MESSAGE : null,
          errorWord: 'Fehler:',
          day: { label: 'Tag', name: 'since.day', value: faulty ? '15' : '1' },
          month: { label: 'Monat', name: 'since.month', value: faulty ? '3' : '4' },
          year: { label: 'Jahr', name: 'since.year', value: '2021' },
          after: knownValue({
            text: html`Im Einwohnerregister steht: Zuzug nach Musterwil am <strong>1. April 2021</strong>.`,
            source: 'Quelle: Einwohnerregister Musterwil, abgefragt heute um 14.12 Uhr.',
            report: { href: '#', text: 'Das stimmt nicht' },
          }),
        }),
        actions: actions(button({ text: 'Weiter' })),
        after: html`<p>${linkButton({ text: 'Speichern und später weitermachen', name: 'action', value: 'later' })}</p><p class="source">Gespeichert heute um 14.12 Uhr, noch nicht gesendet. Sie finden den Entwurf auf der Startseite unter «Weitermachen», bis 20. Dezember 2026.</p>`,
      }),
    ),
  });
}
