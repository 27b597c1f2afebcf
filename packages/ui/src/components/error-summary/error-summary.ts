import { html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface ErrorSummaryProps {
  title: Content;
  /** `control` is the id of the first faulty control; the words are the same as at the field. */
  errors: { control: string; message: Content }[];
}

/**
 * What is wrong on this page, above its `h1`, even for one error. Takes the focus on load by `autofocus`, without script;
 * each entry leads to its field. Empty when there is no error.
 */
export function errorSummary(props: ErrorSummaryProps): Html {
  if (props.errors.length === 0) return html``;
  return html`<div class="error-summary" role="group" aria-labelledby="error-summary-title" tabindex="-1" autofocus data-error-summary>
<h2 id="error-summary-title">${props.title}</h2>
<ul>${props.errors.map((error) => html`<li><a href="#${error.control}">${together(error.message)}</a></li>`)}</ul>
</div>`;
}
