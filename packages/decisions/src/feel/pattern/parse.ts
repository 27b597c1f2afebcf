import { PatternError } from './ast.ts';
import type { CharSet, PatternFlags, PatternNode } from './ast.ts';
import { between, not, oneOf, property, shorthands } from './sets.ts';

const controls: Record<string, number> = { n: 10, r: 13, t: 9 };
const maximumRepeat = 10_000;
const maximumDepth = 100;

/**
 * Parses a regular expression as XPath 3.1 defines it (section 5.6.1): XML Schema's with anchors, groups, back-references
 * and reluctant quantifiers.
 * @throws PatternError for any other text
 */
export function parsePattern(text: string, flags: PatternFlags): { node: PatternNode; groups: number } {
  const reader = new PatternReader(Array.from(text), flags);
  const node = reader.choice(0);
  if (!reader.atEnd) throw new PatternError('unmatched parenthesis');
  return { node, groups: reader.groups };
}

class PatternReader {
  groups = 0;
  readonly #chars: string[];
  readonly #flags: PatternFlags;
  #at = 0;
  #closed = 0;

  constructor(chars: string[], flags: PatternFlags) {
    this.#chars = chars;
    this.#flags = flags;
  }

  get atEnd(): boolean {
    this.#skip();
    return this.#at >= this.#chars.length;
  }

  #peek(ahead = 0): string {
    return this.#chars[this.#at + ahead] ?? '';
  }

  #take(wanted: string): boolean {
    if (this.#peek() !== wanted) return false;
    this.#at++;
    return true;
  }

  #need(wanted: string): void {
    if (!this.#take(wanted)) throw new PatternError(`missing ${wanted}`);
  }

  /** Flag x: white space outside sets means nothing. */
  #skip(): void {
    while (this.#flags.ignoreSpace && /^[ \t\n\r]$/.test(this.#peek())) this.#at++;
  }

  choice(depth: number): PatternNode {
    if (depth > maximumDepth) throw new PatternError('nested too deeply');
    const branches = [this.#sequence(depth)];
    while (this.#take('|')) branches.push(this.#sequence(depth));
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : { kind: 'choice', branches };
  }

  #sequence(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.atEnd && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#quantified(depth));
    return { kind: 'sequence', parts };
  }

  #quantified(depth: number): PatternNode {
    const part = this.#atom(depth);
    this.#skip();
    const bounds = this.#bounds();
    if (bounds === null) return part;
    if (part.kind === 'start' || part.kind === 'end') throw new PatternError('nothing to repeat');
    const greedy = !this.#take('?');
    return { kind: 'repeat', part, min: bounds[0], max: bounds[1], greedy };
  }

  #bounds(): [number, number] | null {
    if (this.#take('?')) return [0, 1];
    if (this.#take('*')) return [0, Infinity];
    if (this.#take('+')) return [1, Infinity];
    if (!this.#take('{')) return null;
    const min = this.#number();
    let max = min;
    if (this.#take(',')) max = this.#peek() === '}' ? Infinity : this.#number();
    this.#need('}');
    if (max < min) throw new PatternError('bounds out of order');
    return [min, max];
  }

  #number(): number {
    let digits = '';
    while (/^\d$/.test(this.#peek())) digits += this.#chars[this.#at++];
    const value = Number(digits);
    if (digits === '' || value > maximumRepeat) throw new PatternError('not a bound');
    return value;
  }

  #atom(depth: number): PatternNode {
    const char = this.#peek();
    this.#at++;
    switch (char) {
      case '(':
        return this.#group(depth);
      case '[':
        return { kind: 'set', set: this.#set(depth) };
      case '.':
        return { kind: 'set', set: this.#flags.dotAll ? () => true : (codePoint) => codePoint !== 10 && codePoint !== 13 };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '\\':
        return this.#escape();
      case '?':
      case '*':
      case '+':
      case '{':
      case '}':
      case ']':
        throw new PatternError('misplaced sign');
      default:
        return { kind: 'set', set: literal(char) };
    }
  }

  #group(depth: number): PatternNode {
    const capturing = !(this.#peek() === '?' && this.#peek(1) === ':');
    if (!capturing) this.#at += 2;
    const index = capturing ? ++this.groups : 0;
    const part = this.choice(depth + 1);
    this.#need(')');
    this.#closed = Math.max(this.#closed, index);
    return capturing ? { kind: 'group', index, part } : part;
  }

  #escape(): PatternNode {
    if (/^[1-9]$/.test(this.#peek())) {
      let index = Number(this.#chars[this.#at++]);
      while (/^\d$/.test(this.#peek()) && index * 10 + Number(this.#peek()) <= this.#closed) {
        index = index * 10 + Number(this.#chars[this.#at++]);
      }
      if (index > this.#closed) throw new PatternError('reference to no group');
      return { kind: 'reference', index };
    }
    return { kind: 'set', set: this.#escapedSet() };
  }

  #escapedSet(): CharSet {
    const char = this.#chars[this.#at++] ?? '';
    if (char === 'p' || char === 'P') {
      this.#need('{');
      let name = '';
      while (this.#peek() !== '}' && this.#peek() !== '') name += this.#chars[this.#at++];
      this.#need('}');
      return char === 'p' ? property(name) : not(property(name));
    }
    return shorthands[char] ?? literal(String.fromCodePoint(this.#escapedPoint(char)));
  }

  #escapedPoint(char: string): number {
    const control = controls[char];
    if (control !== undefined) return control;
    if (char === '' || /^[\p{L}\p{N}\s]$/u.test(char)) throw new PatternError('unknown escape');
    return char.codePointAt(0) ?? 0;
  }

  /** After `[`: members and ranges, then perhaps a set to take away: `[a-z-[aeiou]]`. */
  #set(depth: number): CharSet {
    if (depth > maximumDepth) throw new PatternError('nested too deeply');
    const negated = this.#take('^');
    const members: CharSet[] = [];
    let removed: CharSet | null = null;
    while (this.#peek() !== ']' || members.length === 0) {
      if (this.#peek() === '') throw new PatternError('unclosed set');
      if (this.#peek() === '-' && this.#peek(1) === '[') {
        this.#at += 2;
        removed = this.#set(depth + 1);
        break;
      }
      members.push(this.#member());
    }
    this.#need(']');
    const whole = negated ? not(oneOf(members)) : oneOf(members);
    const excluded = removed;
    return excluded === null ? whole : (codePoint) => whole(codePoint) && !excluded(codePoint);
  }

  #member(): CharSet {
    const char = this.#chars[this.#at++] ?? '';
    if (char === '[') throw new PatternError('misplaced bracket');
    if (char === '\\' && /^[sSdDwWiIcCpP]$/.test(this.#peek())) return this.#escapedSet();
    const low = char === '\\' ? this.#escapedPoint(this.#chars[this.#at++] ?? '') : (char.codePointAt(0) ?? 0);
    if (this.#peek() !== '-' || this.#peek(1) === ']' || this.#peek(1) === '[') return between(low, low);
    this.#at++;
    const end = this.#chars[this.#at++] ?? '';
    if (end === '\\' && /^[sSdDwWiIcCpP]$/.test(this.#peek())) throw new PatternError('not a range');
    const high = end === '\\' ? this.#escapedPoint(this.#chars[this.#at++] ?? '') : (end.codePointAt(0) ?? -1);
    if (high < low) throw new PatternError('range out of order');
    return between(low, high);
  }
}

function literal(char: string): CharSet {
  const wanted = char.codePointAt(0) ?? 0;
  return (codePoint) => codePoint === wanted;
}
