import { DecisionError } from '../errors.ts';
import type { Node } from './ast.ts';
import { parseTree } from './grammar.ts';
import type { NameShape, SyntaxNode, Tree } from './grammar.ts';
import { roundIntervals } from './open-intervals.ts';
import { toNode, toTests } from './tree.ts';

/** Longer texts are refused: no expression of a service comes near, and parsing stays fast. */
const maximumLength = 20_000;
/** The grammar's work grows with the square of the nesting: 3,000 open brackets took it 14 s. */
const maximumBrackets = 100;

/**
 * Parses an expression; a leading `=` (the mark used in BPMN and forms) is allowed.
 * @throws DecisionError `feel-syntax` with the position in the given text
 */
export function parseExpression(text: string, names?: NameShape): Node {
  const lead = /^\s*=/.exec(text)?.[0].length ?? 0;
  return parse(text, lead, 'Expression', names, (top, source) => {
    const child = firstExpression(top);
    return child === null ? null : toNode(child, source);
  });
}

/**
 * Parses the cell of a decision table: `-`, comma-separated tests, or `not(tests)`.
 * @throws DecisionError `feel-syntax` with the position in the given text
 */
export function parseUnaryTests(text: string, names?: NameShape): Node {
  if (text.trim() === '') {
    return { kind: 'tests', negated: false, any: true, tests: [], from: 0, to: text.length };
  }
  return parse(text, 0, 'UnaryTests', names, (top, source) => toTests(top, source));
}

function parse(
  text: string,
  lead: number,
  top: 'Expression' | 'UnaryTests',
  names: NameShape | undefined,
  build: (top: SyntaxNode, source: string) => Node | null,
): Node {
  if (text.length > maximumLength) {
    throw syntaxError(`at most ${maximumLength} characters`, `${text.length} characters`, 0, text.length);
  }
  const source = ' '.repeat(lead) + plainSpace(text.slice(lead));
  const brackets = deepestBracket(source);
  if (brackets !== null) throw syntaxError(`at most ${maximumBrackets} nested brackets`, 'more', brackets, brackets + 1);
  if (source.trim() === '') throw syntaxError('an expression', 'nothing', 0, text.length);
  try {
    const tree = readTree(source, top, names);
    const node = build(tree.topNode, source);
    if (node === null) throw syntaxError('an expression', 'nothing', 0, text.length);
    return node;
  } catch (error) {
    if (error instanceof DecisionError) throw error;
    const reason = error instanceof RangeError ? 'one nested too deeply' : 'one the grammar cannot read';
    throw new DecisionError('feel-syntax', `expected a valid FEEL expression, got ${reason}`, {
      cause: error,
      position: { from: 0, to: text.length },
    });
  }
}

/** White space of rule 61 that the grammar does not know becomes a space or line break of the same length; texts keep theirs. */
function plainSpace(text: string): string {
  if (!/[\v\f\u0085\u1680\u180e\u200b\u2028\u2029\ufeff]/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|[\u1680\u180e\u200b\ufeff]|[\v\f\u0085\u2028\u2029]/gs, (part) =>
    part.length > 1 ? part : /[\u1680\u180e\u200b\ufeff]/.test(part) ? ' ' : '\n',
  );
}

/** Where the nesting of brackets outside texts becomes too deep, null if it does not. */
function deepestBracket(source: string): number | null {
  let depth = 0;
  for (const { 0: part, index } of source.matchAll(/"(?:[^"\\]|\\.)*"|[([{]|[)\]}]/gs)) {
    if (part.length > 1) continue;
    depth += '([{'.includes(part) ? 1 : -1;
    if (depth > maximumBrackets) return index;
  }
  return null;
}

/**
 * The grammar has no `range<…>` type; it is read as `list <…>` of the same length and told apart by its text. Intervals
 * with brackets turned outwards are read with round ones.
 */
function readTree(source: string, top: 'Expression' | 'UnaryTests', names: NameShape | undefined): Tree {
  const tree = parseTree(source, top, names);
  const error = firstError(tree);
  if (error === null) return tree;
  const listed = /\brange\s*</.test(source) ? source.replace(/\brange(\s*)</g, 'list $1<') : null;
  for (const text of [listed, roundIntervals(listed ?? source)]) {
    if (text === null) continue;
    const retried = parseTree(text, top, names);
    if (firstError(retried) === null) return retried;
  }
  throw describeError(source, error);
}

function firstError(tree: Tree): SyntaxNode | null {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return cursor.node;
  } while (cursor.next());
  return null;
}

function firstExpression(top: SyntaxNode): SyntaxNode | null {
  for (let child = top.firstChild; child !== null; child = child.nextSibling) {
    if (!child.type.isSkipped) return child;
  }
  return null;
}

function describeError(source: string, error: SyntaxNode): DecisionError {
  const from = error.from === error.to ? skipSpace(source, error.from) : error.from;
  const rest = source.slice(from).trim();
  const got = rest === '' ? 'the end of the text' : `"${rest.slice(0, 20)}"`;
  const parent = error.parent;
  const where = parent === null || parent.parent === null ? 'an expression' : readable(parent.name);
  const what = where === 'an expression' ? 'a valid FEEL expression' : `the rest of ${where}`;
  return syntaxError(what, got, from, Math.max(error.to, from));
}

function skipSpace(source: string, from: number): number {
  let at = from;
  while (at < source.length && /\s/.test(source[at] ?? '')) at++;
  return at;
}

function readable(nodeName: string): string {
  const words = nodeName.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return /^[aeiou]/.test(words) ? `an ${words}` : `a ${words}`;
}

function syntaxError(expected: string, got: string, from: number, to: number): DecisionError {
  const message = `expected ${expected} at character ${from + 1}, got ${got}`;
  return new DecisionError('feel-syntax', message, { position: { from, to } });
}
