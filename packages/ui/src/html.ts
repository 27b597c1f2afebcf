import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Escaped HTML ready to send; every interpolated string was escaped by the `html` tag. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What a text prop takes: a plain string (it is escaped) or HTML made with the `html` tag (to mark a language or keep words together). */
export type Content = string | Html;

/** Value of an attribute: `true` gives the bare name, `false`, `null` and `undefined` leave it out. */
export type AttributeValue = string | number | boolean | null | undefined;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Attributes of an element, each with a leading blank, values escaped. Names are written by code, never taken from input.
 * `attributes({ id: 'a', hidden: true, title: null })` gives ` id="a" hidden`.
 */
export function attributes(values: Record<string, AttributeValue>): HtmlEscapedString {
  let text = '';
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) continue;
    text += value === true ? ` ${name}` : ` ${name}="${String(value).replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)}"`;
  }
  return raw(text);
}

/** Joins class names, leaving out what is false or empty; `null` when nothing is left, so that the attribute disappears. */
export function classes(...names: (string | false | null | undefined)[]): string | null {
  return names.filter(Boolean).join(' ') || null;
}

/**
 * Keeps a number with the word after it on one line ("1. Dezember", "20 MB", "14.12 Uhr"). Takes plain text and leaves HTML as it is;
 * components use it for dates and amounts, so texts need no special blanks.
 */
export function together(text: Content): Content {
  return typeof text === 'string' ? text.replace(/(\d[.)]?) (?=\p{L})/gu, '$1\u00a0') : text;
}

export { html, raw };
