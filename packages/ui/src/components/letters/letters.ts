import { html } from '../../html.ts';
import type { Html } from '../../html.ts';

export interface LettersProps {
  /** What the letters are for, heard and not seen: "Letters". */
  label: string;
  items: { href: string; letter: string }[];
}

/** Letters that lead into a long list below; each is as large as a finger. */
export function letters(props: LettersProps): Html {
  return html`<nav class="letters" aria-label="${props.label}"><ul>${props.items.map(({ href, letter }) => html`<li><a href="${href}">${letter}</a></li>`)}</ul></nav>`;
}
