/** Control characters, those that turn the direction of text (bidi), zero-width and line separators. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** The name of a file as it may be shown and given back: NFC, no path, nothing hidden, at most 150 characters with its ending. */
export function plainFilename(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1)!;
  const clean = last.replace(HIDDEN, '').replace(/\s+/g, ' ').trim().replace(/^\.+/, '');
  if (clean.length <= 150) return clean || 'file';
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  return (
    clean
      .slice(0, 150 - ending.length)
      .toWellFormed()
      .replaceAll('\uFFFD', '') + ending
  );
}
