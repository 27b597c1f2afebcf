/** What the browser posted for one field: the texts of its control and of the parts of its control, verbatim. */
export interface Typed {
  /** All texts posted under the name of the field, in order. */
  readonly all: readonly string[];
  /** First text of a part (`day`); of the field itself when no part is named; empty when nothing came. */
  text(part?: string): string;
}

/** Typed texts out of a record by part, for tests and for values that are judged again. */
export function typed(texts: string | readonly string[] | Record<string, string>): Typed {
  if (typeof texts === 'string') return { all: [texts], text: (part = '') => (part === '' ? texts : '') };
  if (Array.isArray(texts)) return { all: texts as string[], text: (part = '') => (part === '' ? ((texts as string[])[0] ?? '') : '') };
  const parts = texts as Record<string, string>;
  return { all: parts[''] === undefined ? [] : [parts['']], text: (part = '') => parts[part] ?? '' };
}

// Directional marks can make a text read differently from what is stored; no name needs them.
const forbidden = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;

// What most people type: it is kept as it is.
const plainLine = /^[!-~]+(?: [!-~]+)*$/;

/** One line as it is kept: NFC, no blanks around, any white space is one blank. */
export function oneLine(text: string): string {
  if (text === '' || plainLine.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .trim()
    .replace(/ {2,}/g, ' ');
}

/** Several lines as they are kept: NFC, `\n` line ends, no blank lines around. */
export function manyLines(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')
    .trim();
}

/** True when a text holds control characters or marks that turn the reading direction; several lines may have tabs and line ends. */
export function hasControlCharacters(text: string, lines: 'one' | 'many'): boolean {
  const rest = lines === 'one' ? text.trim() : text.replace(/[\t\r\n]/g, '');
  return forbidden.test(rest);
}

/** Length of a text in characters (Unicode code points), as the maxima of the vocabulary count. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Digits of a number typed with blanks, dots, hyphens or apostrophes between; null when anything else is in it. */
export function digitsOf(text: string): string | null {
  const bare = oneLine(text).replace(/[\s.\-‑–'’/]/g, '');
  return /^\d+$/.test(bare) ? bare : null;
}
