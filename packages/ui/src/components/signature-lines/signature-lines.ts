import { html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

/** Lines on paper to write on, each with what belongs there below it. */
export function signatureLines(labels: Content[]): Html {
  return html`<ul class="signature-lines">${labels.map((label) => html`<li>${label}</li>`)}</ul>`;
}
