import { attributes, classes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { icon } from '../icon/icon.ts';
import type { IconName } from '../icon/icon.ts';

export interface ButtonProps {
  text: Content;
  /** With an address it is a link that looks like a button, else it sends its form. */
  href?: string | null;
  name?: string | null;
  value?: string | null;
  /** id of the form when the button stands outside it. */
  form?: string | null;
  /** Sends the form to another address (save instead of continue). */
  formAction?: string | null;
  /** Further words for screen readers. */
  context?: Content | null;
  icon?: IconName | null;
}

/** The one main action of a page. Never disabled: say what is missing instead. */
export function button(props: ButtonProps): Html {
  return anyButton(props, false, props.icon === undefined ? 'arrow' : props.icon);
}

/** An action beside the main one. */
export function secondButton(props: ButtonProps): Html {
  return anyButton(props, true, props.icon ?? null);
}

/** A link alone on its line. */
export function goLink(props: { href: string; text: Content; context?: Content | null }): Html {
  return html`<a class="go" href="${props.href}">${props.text}${hidden(props.context)}</a>`;
}

/** A button that looks like a link, for acts that are not the main one ("save and continue later"). */
export function linkButton(props: Omit<ButtonProps, 'href' | 'icon'>): Html {
  return html`<button${attributes({ class: 'plain link', type: 'submit', name: props.name, value: props.value, form: props.form, formaction: props.formAction })}>${props.text}${hidden(props.context)}</button>`;
}

/** Buttons and links in one line. */
export function actions(...items: Content[]): Html {
  return html`<p class="actions">${items.map((item) => html`${item} `)}</p>`;
}

/** Buttons one below the other, each a way to go on, such as found municipalities. */
export function buttonList(items: Html[]): Html {
  return html`<ul class="choose">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function anyButton(props: ButtonProps, second: boolean, sign: IconName | null): Html {
  const name = classes('button', second && 'second');
  const inner = html`<span>${together(props.text)}${hidden(props.context)}</span>${sign ? html` ${icon(sign)}` : ''}`;
  if (props.href) return html`<a${attributes({ class: name, href: props.href })}>${inner}</a>`;
  return html`<button${attributes({ class: name, type: 'submit', name: props.name, value: props.value, form: props.form, formaction: props.formAction })}>${inner}</button>`;
}

function hidden(context: Content | null | undefined): Html {
  return context ? html`<span class="hidden-text"> ${context}</span>` : html``;
}
