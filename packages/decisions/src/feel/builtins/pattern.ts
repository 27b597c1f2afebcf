import type { Run } from '../run.ts';

const known = new Map<string, RegExp | null>();

/**
 * A regular expression of XPath 3.1 (section 5.6) as used by matches, replace and split; null with a warning if it is
 * none. Flags: s, m, i, x.
 */
export function compilePattern(pattern: string, flags: string, run: Run): RegExp | null {
  const key = `${flags}/${pattern}`;
  let compiled = known.get(key);
  if (compiled === undefined) {
    compiled = translate(pattern, flags);
    if (known.size > 500) known.clear();
    known.set(key, compiled);
  }
  if (compiled === null) return run.warn('feel-pattern', 'expected a valid regular expression, got another text');
  compiled.lastIndex = 0;
  return compiled;
}

function translate(pattern: string, flags: string): RegExp | null {
  if (!/^[smix]*$/.test(flags)) return null;
  const written = flags.includes('x') ? withoutSpace(pattern) : pattern;
  const source = toScript(written);
  if (source === null) return null;
  const kept = ['s', 'm', 'i'].filter((flag) => flags.includes(flag)).join('');
  try {
    return new RegExp(source, `gv${kept}`);
  } catch {
    return null;
  }
}

/** Flag x: white space outside character classes means nothing. */
function withoutSpace(pattern: string): string {
  let depth = 0;
  return pattern.replace(/\\.|\[|\]|\s/gs, (part) => {
    if (part === '[') depth++;
    if (part === ']') depth--;
    return /^\s$/.test(part) && depth === 0 ? '' : part;
  });
}

const shorthand: Record<string, string> = {
  i: '[\\p{L}\\p{Nl}_:]',
  I: '[^\\p{L}\\p{Nl}_:]',
  c: '[\\p{L}\\p{N}\\p{M}_:.\\-]',
  C: '[^\\p{L}\\p{N}\\p{M}_:.\\-]',
};

/** Rewrites what XPath writes differently: class subtraction, \i and \c, characters that need a backslash in sets. */
function toScript(pattern: string): string | null {
  let source = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    const next = pattern[at + 1] ?? '';
    if (char === '\\') {
      source += shorthand[next] ?? (next === '-' && depth === 0 ? '-' : char + next);
      at++;
    } else if (char === '[') {
      source += char;
      if (next === '^') {
        source += '^';
        at++;
      }
      depth++;
    } else if (char === ']' && depth > 0) {
      source += char;
      depth--;
    } else if (depth > 0 && char === '-' && next === '[') {
      source += '--';
    } else if (depth > 0 && char === '-' && (next === ']' || /[[^]$/.test(source))) {
      source += '\\-';
    } else if (depth > 0 && /[(){}/|&!#$%*+,.:;<=>?@`~]/.test(char)) {
      source += /[(){}/|]/.test(char) || next === char ? `\\${char}` : char;
    } else {
      source += char;
    }
  }
  return depth === 0 ? source : null;
}

/** A replacement text: `$1` is a group, `\$` and `\\` are themselves; null with a warning for anything else. */
export function readReplacement(text: string, run: Run): ((groups: (string | undefined)[]) => string) | null {
  const parts = text.match(/\\[\\$]|\$\d+|[^\\$]+/g) ?? [];
  if (parts.join('') !== text) {
    return run.warn('feel-pattern', 'expected a replacement text with "$" before digits only, got another');
  }
  return (groups) => parts.map((part) => replacementPart(part, groups)).join('');
}

function replacementPart(part: string, groups: (string | undefined)[]): string {
  if (part.startsWith('\\')) return part.slice(1);
  if (!part.startsWith('$')) return part;
  // "$12" is group 12 if there is one, else group 1 followed by "2".
  for (let digits = part.slice(1); digits.length > 1; digits = digits.slice(0, -1)) {
    const index = Number(digits);
    if (index < groups.length) return (groups[index] ?? '') + part.slice(1 + digits.length);
  }
  return (groups[Number(part[1])] ?? '') + part.slice(2);
}
