import { RE2JS } from 're2js';

/** A regular expression that is matched in time linear in the text, whatever it looks like. */
export interface Pattern {
  readonly text: string;
  /** True when the whole text matches. */
  matches(text: string): boolean;
}

const longest = 500;

/**
 * Compiles `validate.pattern`. Anchors may stand there or not: the whole text must match.
 * @throws Error when the text is no pattern of RE2 (look-around and back references are none) or longer than 500 signs
 */
export function compilePattern(text: string): Pattern {
  if (text.length > longest) throw new Error(`longer than ${longest} signs`);
  const compiled = RE2JS.compile(text.replace(/^\^/, '').replace(/(?<!\\)\$$/, ''));
  return { text, matches: (subject) => compiled.matches(subject) };
}
