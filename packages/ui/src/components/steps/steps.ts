import { attributes, classes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface FormStep {
  state: 'past' | 'current' | 'next';
  text: Content;
  /** Only past steps may be links. */
  href?: string | null;
  /** Said before the text to whoever does not see the line, e.g. "done: ". */
  stateWord?: string | null;
}

/** Steps of a form: a list in the margin on wide screens, one line of dots on narrow ones. */
export function steps(props: { label: string; where?: Content | null; items: FormStep[] }): Html {
  return html`<nav class="form-steps" aria-label="${props.label}">${props.where ? html`<p class="where-am-i">${props.where}</p>` : ''}${stepsList(props.items)}</nav>`;
}

/** The list alone, e.g. the way of a case beside a task of the workplace. */
export function stepsList(items: FormStep[]): Html {
  return html`<ol class="steps">${items.map((item) => {
    const words = html`${item.stateWord ? html`<span class="hidden-text">${item.stateWord} </span>` : ''}${item.text}`;
    return html`<li${attributes({ class: classes(item.state === 'past' && 'past'), 'aria-current': item.state === 'current' && 'step' })}>${item.href && item.state === 'past' ? html`<a href="${item.href}">${words}</a>` : html`<span>${words}</span>`}</li>`;
  })}</ol>`;
}
