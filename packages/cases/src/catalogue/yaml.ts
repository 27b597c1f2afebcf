import { isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { CatalogueProblem } from './types.ts';

export interface ReadYaml {
  value: unknown;
  problems: CatalogueProblem[];
  /** Place of a key path for messages: `time.target (line 31)`. */
  place(path: readonly PropertyKey[]): string;
}

const decoder = new TextDecoder();

/**
 * Parses YAML 1.2 core with unique keys. Never throws: faults are problems with line, and `value` is then null.
 * @param file path for the messages
 */
export function readYaml(file: string, bytes: Uint8Array): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(decoder.decode(bytes), {
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
  return {
    value: problems.length === 0 ? document.toJS({ maxAliasCount: 0 }) : null,
    problems,
    place: (path) => describePlace(document, lines, path),
  };
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
