import type { Run } from '../run.ts';
import { Num, toInteger } from '../values/number.ts';
import type { Value } from '../values/kind.ts';
import { define } from './define.ts';

// String functions, DMN 1.5, section 10.3.4.3. Lengths and positions count characters, not UTF-16 units.

/** The characters of a text; 8 count as one step. */
function charactersOf(text: string, run: Run): string[] {
  run.step(1 + (text.length >> 3));
  return Array.from(text);
}

/** A text that is looked through as a whole; 64 characters count as one step. */
function scanned(text: string, run: Run): string {
  run.step(1 + (text.length >> 6));
  return text;
}

/** A text that is made; 16 characters count as one step. */
function made(text: string, run: Run): string {
  run.size(text.length);
  return text;
}

define('substring', 'string: string, start position: number, length?: number', ([string, start, length], run) => {
  const characters = charactersOf(string, run);
  const from = toInteger(start.trunc());
  const size = length === null ? characters.length : toInteger(length.trunc());
  if (from === null || from === 0 || Math.abs(from) > characters.length || size === null || (length !== null && size < 1)) {
    return run.warn('feel-index', 'expected a part of substring within the text, got another');
  }
  const index = from > 0 ? from - 1 : characters.length + from;
  return characters.slice(index, index + size).join('');
});

define('string length', 'string: string', ([string], run) => new Num(charactersOf(string, run).length));
define('upper case', 'string: string', ([string], run) => made(string, run).toUpperCase());
define('lower case', 'string: string', ([string], run) => made(string, run).toLowerCase());

define('substring before', 'string: string, match: string', ([string, match], run) => {
  const index = scanned(string, run).indexOf(match);
  return index < 0 ? '' : string.slice(0, index);
});
define('substring after', 'string: string, match: string', ([string, match], run) => {
  const index = scanned(string, run).indexOf(match);
  return index < 0 ? '' : string.slice(index + match.length);
});

define('contains', 'string: string, match: string', ([string, match], run) => scanned(string, run).includes(match));
define('starts with', 'string: string, match: string', ([string, match]) => string.startsWith(match));
define('ends with', 'string: string, match: string', ([string, match]) => string.endsWith(match));

define('string join', 'list: list, delimiter?: string', ([list, delimiter], run) => {
  const parts = (list as Value[]).filter((item) => item !== null);
  if (!parts.every((item) => typeof item === 'string')) {
    return run.warn('feel-argument', 'expected only strings in the list of string join, got others');
  }
  run.size(parts.reduce((size, part) => size + part.length + (delimiter?.length ?? 0), 0));
  return parts.join(delimiter ?? '');
});
