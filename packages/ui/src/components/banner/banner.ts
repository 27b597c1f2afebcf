import { html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

/** First line of every page of a demonstration: what this is not. `label` names the region for screen readers. */
export function demonstrationBanner(props: { label: string; text: Content }): Html {
  return html`<aside class="demonstration" aria-label="${props.label}"><div class="wrap"><p>${props.text}</p></div></aside>`;
}

export interface ActingBannerProps {
  label: string;
  /** For whom and until when: "You act for …, until …". */
  text: Content;
  change?: { href: string; text: Content } | null;
  end?: { href: string; text: Content } | null;
}

/** Bar on every page while someone acts for another person. */
export function actingBanner(props: ActingBannerProps): Html {
  return html`<aside class="acting" aria-label="${props.label}"><div class="wrap"><p>${props.text}</p>${[props.change, props.end].map((link) => (link ? html`<a href="${link.href}">${link.text}</a>` : ''))}</div></aside>`;
}
