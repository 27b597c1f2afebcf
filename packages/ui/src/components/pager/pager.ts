import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { icon } from '../icon/icon.ts';

export interface PagerProps {
  label: string;
  previous?: { href: string; text: Content } | null;
  next?: { href: string; text: Content } | null;
  /** Where one is: "11 to 20 of 43". */
  where: Content;
}

/** To the page before and after of a long list. */
export function pager(props: PagerProps): Html {
  const { previous, next } = props;
  return html`<nav class="pager" aria-label="${props.label}">${previous ? html`<a rel="prev"${attributes({ href: previous.href })}>${icon('back')} ${previous.text}</a>` : ''}<p>${props.where}</p>${next ? html`<a rel="next"${attributes({ href: next.href })}>${next.text} ${icon('arrow')}</a>` : ''}</nav>`;
}
