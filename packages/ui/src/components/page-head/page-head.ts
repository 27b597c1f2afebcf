import { attributes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import type { Theme } from '../../theme.ts';
import { icon } from '../icon/icon.ts';
import { horizon } from '../site-footer/site-footer.ts';

export interface PageHeadProps {
  /** The one sentence that answers what the person came for. */
  sentence: Content;
  /** What the page is about, small above the sentence; it is then the `h1` and the sentence a paragraph. */
  kicker?: Content | null;
  lead?: Content | null;
  /** Stands left of the axis: a date or a {@link backLink}. */
  margin?: Content | null;
  /** Facts, actions and the like below. */
  children?: Content;
  /** Place of the sentence in a live region, for pages that refresh themselves. */
  announce?: boolean;
}

/** Opening of a page on the axis: margin, kicker, sentence, lead, then what follows. */
export function pageHead(props: PageHeadProps): Html {
  return html`<div class="head axis">
${props.margin ? html`<div class="margin quiet">${props.margin}</div>` : ''}
<div>${props.kicker ? html`<h1 class="kicker">${props.kicker}</h1>` : ''}
${sentence(props.sentence, { heading: !props.kicker, announce: props.announce })}
${props.lead ? html`<p class="lead">${together(props.lead)}</p>` : ''}
${props.children ?? ''}</div>
</div>`;
}

/** The sentence alone; `heading` makes it the `h1`. Once per page. */
export function sentence(text: Content, options: { heading?: boolean; announce?: boolean } = {}): Html {
  const words = together(text);
  const marks = attributes({ class: 'sentence', 'data-announce': options.announce });
  return options.heading === false ? html`<p${marks}>${words}</p>` : html`<h1${marks}>${words}</h1>`;
}

/** Introduction below a sentence or a section title. */
export function lead(text: Content): Html {
  return html`<p class="lead">${together(text)}</p>`;
}

/** Link back, first thing on the page. */
export function backLink(props: { href: string; text: Content }): Html {
  return html`<p><a class="back" href="${props.href}">${icon('back')} ${props.text}</a></p>`;
}

/** Opening of the home page: sky, skyline of the place, and in front of it the sentence and the signs. */
export function stage(props: { theme?: Theme; children: Content }): Html {
  return html`<div class="stage">${horizon(props.theme)}<div class="wrap">${props.children}</div></div>`;
}
