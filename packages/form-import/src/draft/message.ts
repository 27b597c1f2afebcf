/**
 * A text of a form file as a message of a texts file: there a straight apostrophe and braces have a meaning, so they become
 * the signs that look like them.
 */
export function messageOf(text: string): string {
  return text
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replaceAll("'", '’')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .trim();
}

/** True when the text could not stay as it was written. */
export function messageDiffers(text: string): boolean {
  return /[{}]/.test(text);
}
