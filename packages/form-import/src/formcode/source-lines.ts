import { FormImportError } from '../errors.ts';
import type { Finding } from '../types.ts';

/** A line without what is around it. */
export interface SourceLine {
  number: number;
  /** Columns before the text; a tab counts as four. */
  indent: number;
  /** Column of the first sign of the text, counted from 1 in signs of the file. */
  column: number;
  /** Text without blanks around, NFC, without control and direction marks. */
  text: string;
}

/** Larger files are no forms. */
export const MOST_BYTES = 1_000_000;
export const MOST_LINES = 20_000;
/** Longer lines are cut. */
export const MOST_SIGNS = 2_000;

const TAB = 4;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
// Control marks but tab, and marks that turn the direction of reading: they would hide what a text says.
// oxlint-disable-next-line no-control-regex
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function decode(bytes: Uint8Array, name: string, findings: Finding[]): string {
  if (bytes.length > MOST_BYTES)
    throw new FormImportError('form-unreadable', `${name}:1:1: expected at most ${MOST_BYTES} bytes, got ${bytes.length}`);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return strict.decode(bytes).replace(/^\ufeff/, '');
  } catch {
    findings.push({
      kind: 'changed',
      code: 'encoding',
      line: 1,
      column: 1,
      message: 'expected UTF-8, got other bytes: they were read as Western European (windows-1252); check letters with accents',
    });
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Lines of a file with their indentation, empty ones left out. Line ends may be LF, CRLF or CR; a byte order mark is dropped.
 * @throws FormImportError `form-unreadable` when the file is no text
 */
export function sourceLines(bytes: Uint8Array, name: string, findings: Finding[]): SourceLine[] {
  const text = decode(bytes, name, findings);
  if (text.includes('\u0000'))
    throw new FormImportError('form-unreadable', `${name}:1:1: expected a text file, got a file with zero bytes`);
  const lines: SourceLine[] = [];
  for (const [at, raw] of text.split(/\r\n|\r|\n|\u2028|\u2029/).entries()) {
    if (raw.trim() === '') continue;
    if (lines.length >= MOST_LINES)
      throw new FormImportError('form-unreadable', `${name}:${at + 1}:1: expected at most ${MOST_LINES} lines, got more`);
    const kept = raw.length > MOST_SIGNS ? raw.slice(0, MOST_SIGNS) : raw;
    if (kept !== raw)
      findings.push({
        kind: 'left-out',
        code: 'line-long',
        line: at + 1,
        column: MOST_SIGNS + 1,
        message: `expected at most ${MOST_SIGNS} signs in a line, got ${raw.length}: the rest is cut`,
      });
    const clean = kept.replace(unseen, '').normalize('NFC');
    if (clean !== kept.normalize('NFC') && !(at === 0 && raw.startsWith('\ufeff')))
      findings.push({
        kind: 'changed',
        code: 'unseen-signs',
        line: at + 1,
        column: 1,
        message: 'expected signs that can be seen, got control or direction marks: they were taken out',
      });
    if (clean.trim() === '') continue;
    const before = /^\s*/.exec(clean)?.[0] ?? '';
    let indent = 0;
    for (const sign of before) indent = sign === '\t' ? (Math.floor(indent / TAB) + 1) * TAB : indent + 1;
    lines.push({ number: at + 1, indent, column: before.length + 1, text: clean.trim() });
  }
  return lines;
}
