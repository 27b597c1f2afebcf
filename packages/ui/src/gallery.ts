import { html } from './html.ts';
import type { Html } from './html.ts';

/** All examples of all components on one page, for development and for tests. */
export function gallery(): Html {
  return html``;
}
