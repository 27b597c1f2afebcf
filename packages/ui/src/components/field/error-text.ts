import { attributes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { icon } from '../icon/icon.ts';

/** An error at its field: sign, a hidden word ("Error: ") and the sentence. */
export function errorText(props: { id?: string; message: Content; word?: string | null }): Html {
  return html`<p${attributes({ class: 'error-text', id: props.id })}>${icon('exclamation')}<span>${props.word ? html`<span class="hidden-text">${props.word} </span>` : ''}${together(props.message)}</span></p>`;
}
