import { html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

/** Nothing here (yet): says so in one sentence and what one can do instead. */
export function emptyState(props: { text: Content; link?: { href: string; text: Content } | null }): Html {
  return html`<div class="empty"><p>${props.text}</p>${props.link ? html`<p><a class="go" href="${props.link.href}">${props.link.text}</a></p>` : ''}</div>`;
}
