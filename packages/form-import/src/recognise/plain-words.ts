/** Words as they are compared: small letters without accents and signs, `ß` as ss; what stands in brackets is left out. */
export function plainWords(text: string): string {
  const bare = text.replace(/\([^()]*\)/g, ' ');
  return letters(bare) || letters(text);
}

function letters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** True when the words stand in the text, next to each other and whole. */
export function holdsWords(text: string, words: string): boolean {
  return ` ${text} `.includes(` ${words} `);
}
