import { html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface Fact {
  /** A question: "Who has it?" */
  question: Content;
  /** Large. */
  answer: Content;
  /** Reservation or explanation, small. */
  note?: Content | null;
  /** The answer is a name or number that must not be translated. */
  verbatim?: boolean;
}

/** Three or four large answers in a row: who has it, since when, expected until. */
export function facts(items: Fact[]): Html {
  return html`<dl class="facts">${items.map(
    (fact) =>
      html`<div><dt>${fact.question}</dt><dd>${fact.verbatim ? html`<span translate="no">${fact.answer}</span>` : together(fact.answer)}${fact.note ? html`<small>${together(fact.note)}</small>` : ''}</dd></div>`,
  )}</dl>`;
}
