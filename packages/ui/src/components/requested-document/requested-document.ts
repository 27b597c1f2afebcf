import { html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { pairs } from '../definitions/definitions.ts';
import type { Pair } from '../definitions/definitions.ts';
import { form } from '../question-page/question-page.ts';
import type { FormProps } from '../question-page/question-page.ts';

/**
 * What belongs to an open action, on the sign's own ground: what, why, example, state, then the fields and one button.
 * Stands directly below its {@link signpost}.
 */
export function ask(props: { pairs?: Pair[]; form: FormProps }): Html {
  return html`<div class="ask">${props.pairs?.length ? pairs(props.pairs, { side: true }) : ''}${form(props.form)}</div>`;
}

export interface DocumentState {
  name: Content;
  /** "Missing", "Being checked for viruses", "Accepted", "Not readable, please once more". */
  state: Content;
  note?: Content | null;
  link?: { href: string; text: Content } | null;
}

/** State of each requested document, in words. */
export function documentStates(items: DocumentState[]): Html {
  return html`<ul class="states">${items.map(
    (item) =>
      html`<li><b>${item.name}</b><p>${item.state}</p><div>${item.note ? html`<small>${item.note}</small>` : ''}${item.link ? html`<a href="${item.link.href}">${item.link.text}</a>` : ''}</div></li>`,
  )}</ul>`;
}
