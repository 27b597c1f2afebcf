import { html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface Row {
  href: string;
  title: Content;
  /** What is happening, in a sentence. */
  text?: Content | null;
  /** Who has it and until when; how long a draft is kept. */
  note?: Content | null;
  /** At the right: {@link stepsMini} or a {@link secondButton}. */
  aside?: Content | null;
}

/** Drafts, running cases, found services: title as link, a sentence, a quiet line, the small route at the right. */
export function rows(items: Row[], options: { headingLevel?: 2 | 3 } = {}): Html {
  return html`<ul class="rows">${items.map((item) => {
    const link = html`<a href="${item.href}">${item.title}</a>`;
    return html`<li><div>${options.headingLevel === 2 ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`}${item.text ? html`<p>${together(item.text)}</p>` : ''}${item.note ? html`<p class="small quiet">${together(item.note)}</p>` : ''}</div>${item.aside ? html`<div>${item.aside}</div>` : ''}</li>`;
  })}</ul>`;
}
