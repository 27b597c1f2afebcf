import type { Run } from '../run.ts';
import { PatternError } from './ast.ts';
import type { CharSet, PatternFlags, PatternNode } from './ast.ts';
import { parsePattern } from './parse.ts';
import { anyCase } from './sets.ts';

/** A match by positions in characters; `groups` holds the text of each group, by its number, undefined if unused. */
export interface Match {
  start: number;
  end: number;
  groups: (string | undefined)[];
}

interface State {
  chars: readonly number[];
  starts: number[];
  ends: number[];
  run: Run;
}

type Next = (at: number) => boolean;
type Matcher = (state: State, at: number, next: Next) => boolean;

/**
 * A regular expression of XPath 3.1. Matching tries alternatives in order and counts each try as a step of the
 * evaluation's budget: no pattern, however unlucky, can hold up the process. The runtime's own expressions cannot be
 * stopped once they run.
 */
export class Pattern {
  readonly #matcher: Matcher;
  readonly #groups: number;

  constructor(matcher: Matcher, groups: number) {
    this.#matcher = matcher;
    this.#groups = groups;
  }

  /** The first match at or after a position, null if there is none. */
  find(chars: readonly number[], from: number, run: Run): Match | null {
    for (let start = from; start <= chars.length; start++) {
      run.step();
      const state: State = { chars, starts: Array(this.#groups + 1).fill(-1), ends: Array(this.#groups + 1).fill(-1), run };
      let end = -1;
      const found = this.#matcher(state, start, (at) => {
        end = at;
        return true;
      });
      if (!found) continue;
      const groups = state.starts.map((at, index) =>
        index === 0 ? textOf(chars, start, end) : at < 0 ? undefined : textOf(chars, at, state.ends[index] ?? at),
      );
      return { start, end, groups };
    }
    return null;
  }
}

/** The text of a part of the characters. */
export function textOf(chars: readonly number[], start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCodePoint(chars[at] ?? 0);
  return text;
}

const known = new Map<string, Pattern | null>();

/** The pattern of a text with flags (s, m, i, x, q), null if it is none. Patterns are compiled once. */
export function patternOf(text: string, flags: string): Pattern | null {
  const key = `${flags}/${text}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const pattern = compilePattern(text, flags);
  if (known.size >= 500) known.clear();
  known.set(key, pattern);
  return pattern;
}

function compilePattern(text: string, flags: string): Pattern | null {
  if (!/^[smixq]*$/.test(flags) || text.length > 10_000) return null;
  const has = (flag: string) => flags.includes(flag);
  const read = { dotAll: has('s'), multiline: has('m'), ignoreCase: has('i'), ignoreSpace: has('x') };
  try {
    const { node, groups } = has('q') ? { node: literally(text), groups: 0 } : parsePattern(text, read);
    return new Pattern(compileNode(node, read), groups);
  } catch (error) {
    if (error instanceof PatternError) return null;
    throw error;
  }
}

/** Flag q: each character of the pattern stands for itself (XPath 3.1, section 5.6.2). */
function literally(text: string): PatternNode {
  const wanted = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return { kind: 'sequence', parts: wanted.map((point) => ({ kind: 'set', set: (found) => found === point })) };
}

function compileNode(node: PatternNode, flags: PatternFlags): Matcher {
  switch (node.kind) {
    case 'set': {
      const set = flags.ignoreCase ? anyCase(node.set) : node.set;
      return (state, at, next) => at < state.chars.length && set(state.chars[at] ?? -1) && next(at + 1);
    }
    case 'sequence':
      return sequence(node.parts.map((part) => compileNode(part, flags)));
    case 'choice': {
      const branches = node.branches.map((branch) => compileNode(branch, flags));
      return (state, at, next) =>
        branches.some((branch) => {
          state.run.step();
          return branch(state, at, next);
        });
    }
    case 'repeat':
      return node.part.kind === 'set' ? repeatSet(node, node.part.set, flags) : repeat(node, compileNode(node.part, flags));
    case 'group':
      return group(node.index, compileNode(node.part, flags));
    case 'reference':
      return reference(node.index, flags);
    case 'start':
      return (state, at, next) => (at === 0 || (flags.multiline && state.chars[at - 1] === 10)) && next(at);
    case 'end':
      return (state, at, next) => (at === state.chars.length || (flags.multiline && state.chars[at] === 10)) && next(at);
  }
}

function sequence(parts: Matcher[]): Matcher {
  const from = (index: number, state: State, at: number, next: Next): boolean => {
    const part = parts[index];
    return part === undefined ? next(at) : part(state, at, (after) => from(index + 1, state, after, next));
  };
  return (state, at, next) => from(0, state, at, next);
}

interface Bounds {
  min: number;
  max: number;
  greedy: boolean;
}

/** Repeated single characters: a loop instead of recursion, so that long texts need no stack. */
function repeatSet({ min, max, greedy }: Bounds, written: CharSet, flags: PatternFlags): Matcher {
  const set = flags.ignoreCase ? anyCase(written) : written;
  return (state, at, next) => {
    const { chars, run } = state;
    const last = Math.min(chars.length, at + max);
    let end = at;
    const accepts = () => end < last && set(chars[end] ?? -1);
    while (end < (greedy ? last : Math.min(last, at + min)) && accepts()) end++;
    run.step(1 + ((end - at) >> 3));
    if (end < at + min) return false;
    if (greedy) {
      for (; end >= at + min; end--) {
        run.step();
        if (next(end)) return true;
      }
      return false;
    }
    for (;;) {
      run.step();
      if (next(end)) return true;
      if (!accepts()) return false;
      end++;
    }
  };
}

function repeat({ min, max, greedy }: Bounds, part: Matcher): Matcher {
  const times = (count: number, state: State, at: number, next: Next): boolean => {
    state.run.step();
    const more = () => count < max && part(state, at, (after) => (after > at || count < min) && times(count + 1, state, after, next));
    if (count < min) return more();
    return greedy ? more() || next(at) : next(at) || more();
  };
  return (state, at, next) => times(0, state, at, next);
}

function group(index: number, part: Matcher): Matcher {
  return (state, at, next) => {
    const before = [state.starts[index] ?? -1, state.ends[index] ?? -1] as const;
    const found = part(state, at, (after) => {
      const inner = [state.starts[index] ?? -1, state.ends[index] ?? -1] as const;
      state.starts[index] = at;
      state.ends[index] = after;
      if (next(after)) return true;
      [state.starts[index], state.ends[index]] = inner;
      return false;
    });
    if (!found) [state.starts[index], state.ends[index]] = before;
    return found;
  };
}

function reference(index: number, flags: PatternFlags): Matcher {
  const fold = (codePoint: number | undefined) => {
    const char = String.fromCodePoint(codePoint ?? 0);
    return flags.ignoreCase ? char.toLowerCase() : char;
  };
  return (state, at, next) => {
    const start = state.starts[index] ?? -1;
    const length = start < 0 ? 0 : (state.ends[index] ?? start) - start;
    state.run.step(1 + length);
    if (at + length > state.chars.length) return false;
    for (let offset = 0; offset < length; offset++) {
      if (fold(state.chars[start + offset]) !== fold(state.chars[at + offset])) return false;
    }
    return next(at + length);
  };
}
