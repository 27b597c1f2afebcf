/** Whether a code point belongs to a set. */
export type CharSet = (codePoint: number) => boolean;

/** A regular expression, parsed. */
export type PatternNode =
  | { kind: 'set'; set: CharSet }
  | { kind: 'sequence'; parts: PatternNode[] }
  | { kind: 'choice'; branches: PatternNode[] }
  | { kind: 'repeat'; part: PatternNode; min: number; max: number; greedy: boolean }
  | { kind: 'group'; index: number; part: PatternNode }
  | { kind: 'reference'; index: number }
  | { kind: 'start' | 'end' };

export interface PatternFlags {
  dotAll: boolean;
  multiline: boolean;
  ignoreCase: boolean;
  ignoreSpace: boolean;
}

/** Thrown by the parser for a text that is no regular expression; never leaves this folder. */
export class PatternError extends Error {}
