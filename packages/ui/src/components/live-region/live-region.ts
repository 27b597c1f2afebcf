import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface LiveRegionProps {
  /** Address of the fragment: exactly what stands in `children`, as `text/html`. `x-refresh: stop` in its answer ends the asking. */
  url: string;
  /** Pause between two questions in seconds, at least 2; it grows while nothing changes. */
  seconds: number;
  children: Content;
}

/**
 * A part of a page that brings itself up to date while it is open, such as the state of a case. The text of its element with
 * `data-announce` is read out politely when it changes. Without script the page is as fresh as its last load.
 */
export function liveRegion(props: LiveRegionProps): Html {
  return html`<div${attributes({ 'data-refresh': props.url, 'data-refresh-seconds': Math.max(2, props.seconds) })}>${props.children}</div><p class="hidden-text" role="status" data-refresh-status></p>`;
}
