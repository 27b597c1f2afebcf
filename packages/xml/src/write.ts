/** Characters that XML 1.0 cannot hold at all (section 2.2), lone surrogates included. */
const IMPOSSIBLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Text for between tags; characters that XML cannot hold become U+FFFD. */
export function escapeText(text: string): string {
  return text
    .replace(IMPOSSIBLE, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

/** Text for inside a quoted attribute. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;');
}

export type Attributes = Record<string, string | number | null | undefined>;

/** A start tag; attributes of null are left out. */
export function startTag(name: string, attributes: Attributes = {}): string {
  const written = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined);
  return `<${name}${written.map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`).join('')}>`;
}

/** An element with text (a string or number) or with elements that are written already (a list; null is left out). */
export function element(name: string, attributes: Attributes, content: string | number | readonly (string | null)[]): string {
  const inside = Array.isArray(content) ? content.filter((each) => each !== null).join('') : escapeText(String(content));
  return `${startTag(name, attributes)}${inside}</${name}>`;
}

/** An element with text, or nothing at all when there is no text. */
export function optionalElement(name: string, text: string | number | null | undefined): string | null {
  return text === null || text === undefined || text === '' ? null : element(name, {}, text);
}
