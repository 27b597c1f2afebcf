import { html } from '../../html.ts';
import type { Html } from '../../html.ts';

/** Hidden fields of a form, such as its CSRF token; values are escaped. */
export function hiddenFields(fields: Record<string, string> | undefined): Html {
  return html`${Object.entries(fields ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}
