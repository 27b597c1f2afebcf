/**
 * Text of at most `most` characters (code points, as XSD counts `maxLength`), composed (NFC); what is longer ends in «…».
 * A letter is never torn from its combining marks.
 */
export function cut(text: string, most: number): string {
  const composed = text.normalize('NFC');
  if ([...composed].length <= most) return composed;
  let kept = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter('und').segment(composed)) {
    const more = [...segment].length;
    if (length + more > most - 1) break;
    kept += segment;
    length += more;
  }
  return `${kept}…`;
}

/** Text as `xs:token` has it: white space collapsed; `fallback` for nothing. */
export function token(text: string, most: number, fallback: string): string {
  const collapsed = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return collapsed === '' ? fallback : cut(collapsed, most).trim();
}

/** Ending of a file name for names inside packages: letters and digits only, by name, else `bin`. */
export function endingOf(filename: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(filename)?.[1]?.toLowerCase() ?? 'bin';
}

/** A name for folders and packages: ASCII letters, digits, `-`. */
export function plainName(text: string, most: number): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, most).replace(/-+$/, '') || 'x';
}
