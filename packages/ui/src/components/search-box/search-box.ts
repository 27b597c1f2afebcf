import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { icon } from '../icon/icon.ts';

export interface SearchBoxProps {
  action: string;
  /** Name of the parameter; default `q`. */
  name?: string;
  value?: string | null;
  /** Null where the sentence of the page is the label: `<label for="search">` within it. */
  label: Content | null;
  button: Content;
  hint?: Content | null;
}

/** Search for services; sends by GET, so that a search can be kept and shared. */
export function searchBox(props: SearchBoxProps): Html {
  return html`<form class="search" role="search" method="get" action="${props.action}">
${props.label === null ? '' : html`<label for="search">${props.label}</label>`}
<div class="row"><input id="search" type="search" autocomplete="off"${attributes({ name: props.name ?? 'q', value: props.value, 'aria-describedby': props.hint ? 'search-hint' : null })}><button class="button" type="submit">${icon('magnifier')}<span>${props.button}</span></button></div>
${props.hint ? html`<p class="hint" id="search-hint">${props.hint}</p>` : ''}
</form>`;
}
