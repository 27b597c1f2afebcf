import { attributes, classes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface Message {
  /** Who wrote it. */
  from: Content;
  /** Date and time, in words. */
  at: Content;
  text: Content;
  /** Written by the person who reads the page. */
  mine?: boolean;
  /** Language of the text where it is not the page's. */
  lang?: string | null;
}

/** Messages of a case, oldest first. Line breaks of a plain text are kept. */
export function messages(items: Message[]): Html {
  return html`<ol class="talk">${items.map(
    (item) =>
      html`<li${attributes({ class: classes(item.mine && 'mine') })}><p class="by"><b>${item.from}</b>, ${together(item.at)}</p><p class="said"${attributes({ lang: item.lang })}>${item.text}</p></li>`,
  )}</ol>`;
}
