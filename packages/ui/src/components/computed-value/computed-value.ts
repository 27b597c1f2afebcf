import { attributes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

/** What follows from the answers, such as a sum; read out when it changes. Hidden while there is no value. */
export function computedValue(props: { id: string; label: Content; value: Content }): Html {
  const empty = props.value === '';
  return html`<p${attributes({ class: 'computed', 'data-computed': props.id, hidden: empty })}><span class="label">${props.label}</span> <output${attributes({ id: props.id })}>${together(props.value)}</output></p>`;
}
