import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

/** Many names as links, in columns that fill from the top; `lang` marks a name in another language than the page. */
export function names(items: { href: string; text: Content; lang?: string | null }[]): Html {
  return html`<ul class="names">${items.map((item) => html`<li><a${attributes({ href: item.href, lang: item.lang })}>${item.text}</a></li>`)}</ul>`;
}
