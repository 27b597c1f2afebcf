const token = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|\.\.|[[\](){}]/gs;
/** What follows the end of an expression; after a filter's bracket something else would. */
const afterEnd = /^\s*(?:$|[),\]}=!<>+*/-]|\.\.|(?:and|or|then|else|in|between|instance|return|satisfies)\b)/;

/** Where an operand is expected nothing ends; `[]` is an empty list unless two points follow. */
function beginsInterval(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - 80), at).trimEnd();
  if (before.endsWith('[')) return /^[^,[\](){}]*\.\./.test(source.slice(at + 1));
  if (before === '') return at < 80;
  return /(?:[({,:=<>+*/-]|\.\.|\b(?:and|or|if|then|else|in|between|return|satisfies))$/.test(before);
}

/**
 * The text with intervals written `]a..b[` as `(a..b)`, for the grammar reads a bracket before an operator as a filter.
 * Of the same length; null if nothing changes.
 */
export function roundIntervals(source: string): string | null {
  const open: { mark: string; at: number; isInterval: boolean }[] = [];
  const characters = Array.from({ length: source.length }, (_, index) => source[index] ?? '');
  let changed = false;
  for (const { 0: mark, index: at } of source.matchAll(token)) {
    const top = open.at(-1);
    if (mark === '..') {
      if (top !== undefined) top.isInterval = true;
    } else if (mark === ']' && beginsInterval(source, at)) {
      open.push({ mark, at, isInterval: false });
    } else if (mark === '[' && top?.isInterval === true && top.mark !== '{' && afterEnd.test(source.slice(at + 1))) {
      open.pop();
      characters[at] = ')';
      if (top.mark === ']') characters[top.at] = '(';
      changed = true;
    } else if (mark === '[' || mark === '(' || mark === '{') {
      open.push({ mark, at, isInterval: false });
    } else if (mark.length === 1) {
      if (top?.mark === ']') {
        characters[top.at] = '(';
        changed = true;
      }
      open.pop();
    }
  }
  return changed ? characters.join('') : null;
}
