import { isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, visit as visitNodes, type Document } from 'yaml';
import type { CatalogueProblem } from './types.ts';

export interface ReadYaml {
  value: unknown;
  problems: CatalogueProblem[];
  /** Place of a key path for messages: `time.target (line 31)`. */
  place(path: readonly PropertyKey[]): string;
}

const decoder = new TextDecoder();
/** Files of a catalogue are written by people; what is larger or deeper is meant to take long. */
const MOST_BYTES = 5_000_000;
const DEEPEST = 100;
// The closing signs stand two after them.
const [OPEN_LIST, OPEN_MAP] = [0x5b, 0x7b];

/**
 * Parses YAML 1.2 core with unique keys, without aliases and tags of its own. Never throws: faults are problems with line, and `value` is then null.
 * @param file path for the messages
 */
export function readYaml(file: string, bytes: Uint8Array): ReadYaml {
  const lines = new LineCounter();
  const text = bytes.length > MOST_BYTES ? '' : decoder.decode(bytes);
  const tooMuch = bytes.length > MOST_BYTES || deepest(text) > DEEPEST;
  const document = parseDocument(tooMuch ? '' : text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    lineCounter: lines,
    prettyErrors: false,
  });
  const problems: CatalogueProblem[] = document.errors.map((error) => ({
    severity: 'error',
    code: error.code === 'DUPLICATE_KEY' ? 'yaml-duplicate-key' : 'yaml-syntax',
    file,
    place: `line ${lines.linePos(error.pos[0]).line}`,
    message:
      error.code === 'DUPLICATE_KEY'
        ? `expected each key of a block once, got it twice: ${keyAt(document, error.pos[0]) ?? 'see line'}`
        : `expected YAML 1.2, got: ${error.message}`,
  }));
  const fault = (code: string, offset: number, message: string): void =>
    void problems.push({ severity: 'error', code, file, place: `line ${lines.linePos(offset).line}`, message });
  if (tooMuch) fault('yaml-too-large', 0, `expected at most ${MOST_BYTES} bytes and ${DEEPEST} levels of YAML, got more`);
  for (const warning of document.warnings)
    if (warning.code === 'TAG_RESOLVE_FAILED') fault('yaml-tag', warning.pos[0], 'expected YAML without tags of its own, got one');
  visitNodes(document, {
    Alias: (_key, node) => (
      fault('yaml-alias', node.range?.[0] ?? 0, 'expected the value itself, got an alias of another'),
      visitNodes.BREAK
    ),
  });
  return {
    value: problems.length === 0 ? document.toJS({ maxAliasCount: 0 }) : null,
    problems,
    place: (path) => describePlace(document, lines, path),
  };
}

/** How deep brackets stand in each other at most, those in texts counted as well. */
function deepest(text: string): number {
  let [depth, most] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === OPEN_LIST || sign === OPEN_MAP) most = Math.max(most, (depth += 1));
    else if ((sign === OPEN_LIST + 2 || sign === OPEN_MAP + 2) && depth > 0) depth -= 1;
  }
  return most;
}

function keyAt(document: Document, offset: number): string | null {
  let found: string | null = null;
  const visit = (node: unknown): void => {
    if (isPair(node)) {
      if (isScalar(node.key) && node.key.range && node.key.range[0] <= offset && offset <= node.key.range[1])
        found = String(node.key.value);
      visit(node.value);
    } else if (isCollection(node)) for (const item of node.items) visit(item);
  };
  visit(document.contents);
  return found;
}

function describePlace(document: Document, lines: LineCounter, path: readonly PropertyKey[]): string {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) break;
      offset = (isScalar(pair.key) && pair.key.range?.[0]) || offset;
      node = pair.value;
    } else if (isCollection(node)) {
      const item = node.items[Number(step)] as { range?: [number, number, number] } | undefined;
      offset = item?.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  const line = lines.linePos(offset).line;
  return path.length === 0 ? `line ${line}` : `${path.map(String).join('.')} (line ${line})`;
}
