import { ConnectorError } from '../types.ts';

/** A PDF as its cross-reference tables describe it: enough to append to it, no more (ISO 32000-1, sections 7.5.4 to 7.5.6). */
export interface PdfIndex {
  /** Offset of the newest cross-reference table. */
  xrefAt: number;
  /** Text of the newest trailer dictionary. */
  trailer: string;
  /** One more than the highest object number. */
  size: number;
  offsets: Map<number, number>;
}

const unreadable = (what: string): ConnectorError =>
  new ConnectorError('bad-inputs', `expected ${what} of the PDF to seal, got something else`);

/** First capture of the pattern in a dictionary's text. Throws ConnectorError `bad-inputs` when it is not there. */
export function entry(dictionary: string, pattern: RegExp, name: string): string {
  const found = pattern.exec(dictionary)?.[1];
  if (found === undefined) throw unreadable(`an entry ${name}`);
  return found;
}

function readTable(text: string, at: number, offsets: Map<number, number>): string {
  if (!text.startsWith('xref', at)) throw unreadable('a cross-reference table');
  const trailerAt = text.indexOf('trailer', at);
  const end = text.indexOf('startxref', trailerAt);
  if (trailerAt < 0 || end < 0) throw unreadable('a trailer');
  const lines = text
    .slice(at + 4, trailerAt)
    .trim()
    .split(/\r?\n|\r/);
  for (let line = 0; line < lines.length;) {
    const [first = 0, count = 0] = (lines[line++] ?? '').trim().split(' ').map(Number);
    for (let object = first; object < first + count; object++, line++) {
      const [offset = '', , kind] = (lines[line] ?? '').trim().split(' ');
      if (kind === 'n' && !offsets.has(object)) offsets.set(object, Number(offset));
    }
  }
  return text.slice(trailerAt + 'trailer'.length, end);
}

/** Reads the chain of cross-reference tables; newer entries win. Takes the PDF as Latin-1 text. */
export function readIndex(text: string): PdfIndex {
  const offsets = new Map<number, number>();
  const xrefAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-2_000))?.[1]);
  if (!Number.isInteger(xrefAt)) throw unreadable('an end with startxref');
  const trailer = readTable(text, xrefAt, offsets);
  const seen = new Set([xrefAt]);
  for (let previous = /\/Prev\s+(\d+)/.exec(trailer)?.[1]; previous !== undefined;) {
    const at = Number(previous);
    if (seen.has(at)) throw unreadable('a chain of cross-reference tables that ends');
    seen.add(at);
    previous = /\/Prev\s+(\d+)/.exec(readTable(text, at, offsets))?.[1];
  }
  return { xrefAt, trailer, size: Number(entry(trailer, /\/Size\s+(\d+)/, 'Size')), offsets };
}

/** Body of an object between `obj` and `endobj`. */
export function objectBody(text: string, index: PdfIndex, number: number): string {
  const at = index.offsets.get(number) ?? -1;
  const head = `${number} 0 obj`;
  if (at < 0 || !text.startsWith(head, at)) throw unreadable(`object ${number}`);
  return text.slice(at + head.length, text.indexOf('endobj', at)).trim();
}

/** Adds entries at the end of a dictionary. */
export function extended(dictionary: string, entries: string): string {
  const end = dictionary.lastIndexOf('>>');
  if (end < 0) throw unreadable('a dictionary');
  return `${dictionary.slice(0, end)}  ${entries}\n>>`;
}

/** Adds a reference to an array entry of a dictionary; makes the entry where there is none. */
export function withReference(dictionary: string, name: string, reference: string): string {
  const array = new RegExp(`/${name}\\s*\\[([^\\]]*)\\]`);
  if (array.test(dictionary)) return dictionary.replace(array, (_all, inner: string) => `/${name} [${inner.trim()} ${reference}]`);
  if (new RegExp(`/${name}\\b`).test(dictionary)) throw unreadable(`an array ${name}`);
  return extended(dictionary, `/${name} [${reference}]`);
}
