import { html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

/** First line of every page of a demonstration: what this is not. Its words name the region for screen readers too. */
export function demonstrationBanner(props: { text: Content }): Html {
  return html`<aside class="demonstration" aria-labelledby="demonstration"><div class="wrap"><p id="demonstration">${props.text}</p></div></aside>`;
}

export interface ActingBannerProps {
  /** For whom and until when: "You act for …, until …". */
  text: Content;
  change?: { href: string; text: Content } | null;
  end?: { href: string; text: Content } | null;
}

/** Bar on every page while someone acts for another person. */
export function actingBanner(props: ActingBannerProps): Html {
  return html`<aside class="acting" aria-labelledby="acting"><div class="wrap"><p id="acting">${props.text}</p>${[props.change, props.end].map((link) => (link ? html`<a href="${link.href}">${link.text}</a>` : ''))}</div></aside>`;
}
