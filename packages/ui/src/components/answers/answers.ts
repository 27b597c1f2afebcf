import { html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface Answer {
  label: Content;
  /** One or several lines; empty gives `missing`. */
  values: Content[];
  /** Where the value comes from, or that it is optional; small. */
  note?: Content | null;
  /** "Change" with what it concerns for screen readers (": your address"). */
  change?: { href: string; text: Content; context: Content } | null;
  /** Names and numbers that must not be translated. */
  verbatim?: boolean;
}

export interface AnswersProps {
  /** Title of the group, on the axis. */
  title?: { id: string; text: Content } | null;
  answers: Answer[];
  /** "Not provided", where there are no values. */
  missing: Content;
}

/** Answers to check: label left of the axis, answer on it, "change" at the right. */
export function answers(props: AnswersProps): Html {
  const list = html`<dl class="answers">${props.answers.map(
    (answer) =>
      html`<div><dt>${answer.label}</dt><dd>${answerValues(answer, props.missing)}${answer.note ? html`<small>${answer.note}</small>` : ''}</dd>${
        answer.change
          ? html`<dd class="change"><a href="${answer.change.href}">${answer.change.text}<span class="hidden-text">${answer.change.context}</span></a></dd>`
          : ''
      }</div>`,
  )}</dl>`;
  if (!props.title) return list;
  return html`<section class="answers-block" aria-labelledby="${props.title.id}"><h2 class="axis-title" id="${props.title.id}">${props.title.text}</h2>${list}</section>`;
}

function answerValues(answer: Answer, missing: Content): Html {
  if (answer.values.length === 0) return html`<span class="value quiet">${missing}</span>`;
  return html`${answer.values.map((value) => html`<span class="value">${answer.verbatim ? html`<span translate="no">${value}</span>` : together(value)}</span>`)}`;
}

/** What is to be paid, large, before the button that orders. */
export function total(props: { label: Content; amount: Content; note?: Content | null }): Html {
  return html`<p class="total"><span>${props.label}</span> <b>${together(props.amount)}</b>${props.note ? html` <small>${props.note}</small>` : ''}</p>`;
}
