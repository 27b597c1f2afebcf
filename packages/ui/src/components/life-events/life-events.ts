import { html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface LifeEvent {
  href: string;
  title: Content;
  /** A few examples in the words of people. */
  examples?: Content | null;
  /** Number of services, with its meaning for screen readers ("services"). */
  count?: { number: number; meaning: string } | null;
}

/** Index of life events: large words, number of services at the right. Also fits results of a search. */
export function lifeEvents(items: LifeEvent[]): Html {
  return html`<ul class="index">${items.map(
    (item) =>
      html`<li><a href="${item.href}"><b>${item.title}${item.count ? html` <span>${item.count.number}<span class="hidden-text"> ${item.count.meaning}</span></span>` : ''}</b>${item.examples ? html`<span>${item.examples}</span>` : ''}</a></li>`,
  )}</ul>`;
}
