import { html as slowHtml, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Escaped HTML ready to send; every interpolated string was escaped by the `html` tag. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const DIGIT = /\d/;
const SPECIAL = /[&<>"]/;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const UNSAFE = /[&<>'"]/;
const SIGNS = /[&<>'"]/g;

/** Escapes a text as {@link html} does: for the content of an element. */
export function escapeText(text: string): string {
  return UNSAFE.test(text) ? text.replace(SIGNS, (sign) => (sign === "'" ? '&#39;' : (ENTITIES[sign] ?? sign))) : text;
}

/** Escapes a text as {@link attributes} does: for a value between double quotes. */
export function escapeAttribute(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign) : text;
}

/**
 * The tag of all templates: strings are escaped, HTML made with the tag passes, lists are joined, `null`, `undefined`, `true` and `false`
 * give nothing. The same as Hono's tag and put together about twice as fast; what has to be waited for is left to that one.
 */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  let text = strings[0]!;
  for (let index = 0; index < values.length; index++) {
    const part = written(values[index]);
    if (part === null) return slowHtml(strings, ...values);
    text += part + strings[index + 1]!;
  }
  return raw(text);
}

/** A value as HTML; null when it has to be waited for. */
function written(value: unknown): string | null {
  if (typeof value === 'string') return escapeText(value);
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    let text = '';
    for (const each of value) {
      const part = written(each);
      if (part === null) return null;
      text += part;
    }
    return text;
  }
  if (value instanceof Promise) return null;
  const { isEscaped, callbacks } = value as { isEscaped?: boolean; callbacks?: unknown };
  if (callbacks) return null;
  const text: unknown = (value as object).toString();
  if (typeof text !== 'string') return null;
  return isEscaped ? text : escapeText(text);
}

/** What a text prop takes: a plain string (it is escaped) or HTML made with the `html` tag (to mark a language or keep words together). */
export type Content = string | Html;

/** Value of an attribute: `true` gives the bare name, `false`, `null` and `undefined` leave it out. */
export type AttributeValue = string | number | boolean | null | undefined;

/**
 * Attributes of an element, each with a leading blank, values escaped. Names are written by code, never taken from input.
 * `attributes({ id: 'a', hidden: true, title: null })` gives ` id="a" hidden`.
 */
export function attributes(values: Record<string, AttributeValue>): HtmlEscapedString {
  let text = '';
  for (const name in values) {
    const value = values[name];
    if (value === null || value === undefined || value === false || !Object.hasOwn(values, name)) continue;
    if (value === true) text += ` ${name}`;
    else text += ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return raw(text);
}

/** Joins class names, leaving out what is false or empty; `null` when nothing is left, so that the attribute disappears. */
export function classes(...names: (string | false | null | undefined)[]): string | null {
  let joined = '';
  for (const name of names) if (name) joined += joined === '' ? name : ` ${name}`;
  return joined === '' ? null : joined;
}

/**
 * Keeps a number with the word after it on one line ("1. Dezember", "20 MB", "14.12 Uhr"). Takes plain text and leaves HTML as it is;
 * components use it for dates and amounts, so texts need no special blanks.
 */
export function together(text: Content): Content {
  return typeof text === 'string' && DIGIT.test(text) ? text.replace(/(\d[.)]?) (?=\p{L})/gu, '$1\u00a0') : text;
}

export { raw };
