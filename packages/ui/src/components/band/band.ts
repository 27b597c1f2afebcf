import { attributes, classes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface BandProps {
  /** Anchor of the section; its title has this id. */
  id: string;
  title: Content;
  children: Content;
  /** `axis`: content on the axis (default); `route`: content takes the whole width below an introduction, for a route or answers. */
  layout?: 'axis' | 'route';
  /** Only with `route`: the line beside the title. */
  lead?: Content | null;
  /** Title is heard but not seen on narrow screens. */
  wideTitle?: boolean;
}

/** Section of a page: its title hangs left of the axis, one hairline separates it from the section before. */
export function band(props: BandProps): Html {
  const title = html`<h2${attributes({ class: classes('margin', props.wideTitle && 'wide-only'), id: props.id })}>${props.title}</h2>`;
  if (props.layout === 'route') {
    return html`<section class="band" aria-labelledby="${props.id}"><div class="axis intro">${title}${props.lead ? html`<p class="lead">${props.lead}</p>` : ''}</div>${props.children}</section>`;
  }
  return html`<section class="band axis" aria-labelledby="${props.id}">${title}<div class="stack">${props.children}</div></section>`;
}

/** Running text at reading width: paragraphs, bullets, links. */
export function text(children: Content): Html {
  return html`<div class="text">${children}</div>`;
}

/** Bulleted list. */
export function bullets(items: Content[]): Html {
  return html`<ul class="bullets">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** List of links, one per line, each with a full target. */
export function linkList(links: { href: string; text: Content; lang?: string | null }[]): Html {
  return html`<ul class="links">${links.map((link) => html`<li><a${attributes({ href: link.href, lang: link.lang, hreflang: link.lang })}>${link.text}</a></li>`)}</ul>`;
}

/** Two columns on wide screens, e.g. two groups of documents. */
export function twoUp(left: Content, right: Content): Html {
  return html`<div class="two-up"><div>${left}</div><div>${right}</div></div>`;
}
