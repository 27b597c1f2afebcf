import { attributes, classes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface Sign {
  /** What to do: "Upload the rental contract". */
  title: Content;
  /** For which case, or what remains. */
  detail?: Content | null;
  /** Until when, with the weekday. */
  until?: Content | null;
  /** How much time is left, or what still works after the period has passed. */
  left?: Content | null;
  /** Link to where it is done; without it the sign is static and its form follows. */
  href?: string | null;
  /** The period has passed; `until` says so in words. */
  late?: boolean;
}

/**
 * The yellow sign: it is your turn, until this day. Several hang on one post. Nothing else on any page is yellow.
 * Give it words for "your turn" in the title of its section.
 */
export function signpost(signs: Sign[]): Html {
  if (signs.length === 1) return html`<div class="signpost">${sign(signs[0]!)}</div>`;
  return html`<ul class="signpost">${signs.map((each) => html`<li>${sign(each)}</li>`)}</ul>`;
}

function sign(props: Sign): Html {
  const inner = html`<span><b>${together(props.title)}</b> ${props.detail ?? ''}</span>${props.until ? html`<span class="until"><b>${together(props.until)}</b> ${together(props.left ?? '')}</span>` : ''}`;
  const name = classes('sign', props.late && 'late');
  return props.href
    ? html`<a${attributes({ class: name, href: props.href })}>${inner}</a>`
    : html`<p${attributes({ class: name })}>${inner}</p>`;
}

/** Section "it is your turn" of the home page: title left of the axis, the signs on it. */
export function turnSection(props: { id: string; title: Content; signs: Sign[] }): Html {
  return html`<section class="axis turn-section" aria-labelledby="${props.id}"><h2 class="margin" id="${props.id}">${props.title}</h2>${signpost(props.signs)}</section>`;
}
