import { attributes, classes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface Pair {
  term: Content;
  /** One or several. */
  values: Content[];
  /** Names and numbers that must not be translated. */
  verbatim?: boolean;
}

/** Terms with what belongs to them: case number, legal basis, retention. `side` sets them beside each other where there is room. */
export function pairs(items: Pair[], options: { side?: boolean } = {}): Html {
  return html`<dl${attributes({ class: classes('pairs', options.side && 'side') })}>${items.map(
    (item) =>
      html`<div><dt>${item.term}</dt>${item.values.map((value) => html`<dd${attributes({ translate: item.verbatim ? 'no' : null })}>${item.verbatim ? value : together(value)}</dd>`)}</div>`,
  )}</dl>`;
}
