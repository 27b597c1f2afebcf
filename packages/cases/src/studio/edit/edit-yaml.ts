import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, parse, parseDocument } from 'yaml';
import { CatalogueError } from '../../errors.ts';
import { applyEdits } from '../../organisation/edits.ts';

const OPTIONS = { version: '1.2', schema: 'core' } as const;
const STYLE = { lineWidth: 0, flowCollectionPadding: false, singleQuote: true } as const;

/** The file of texts with another text at a key; empty takes it out. Null where the file cannot be read or the key is a block. */
export function setText(file: string, key: string, text: string): string | null {
  const path = key.split('.');
  const document = parseDocument(file, OPTIONS);
  const held = document.getIn(path);
  if (document.errors.length > 0 || isMap(held) || isSeq(held)) return null;
  if (text === '') {
    if (held === undefined) return file;
    document.deleteIn(path);
    return document.toString(STYLE);
  }
  if (held !== undefined) return applied(file, key, text);
  try {
    document.setIn(path, text);
  } catch {
    return null; // Something else than a block stands above the key.
  }
  return document.toString(STYLE);
}

/** service.yaml with another value at a key, written as YAML (`10 years`, `[inbox, post]`); null where it is none or the key is a block. */
export function setValue(file: string, key: string, written: string): string | null {
  const document = parseDocument(file, OPTIONS);
  const held = document.getIn(key.split('.'), true);
  if (document.errors.length > 0 || held === undefined || isMap(held)) return null;
  const value = valueOf(written);
  if (value === undefined) return null;
  if (isDeepStrictEqual(value, document.getIn(key.split('.')))) return file;
  return applied(file, key, value);
}

function valueOf(written: string): unknown {
  try {
    const value = parse(written, { ...OPTIONS, maxAliasCount: 0 }) as unknown;
    const plain = (each: unknown): boolean => each !== null && typeof each !== 'object';
    return plain(value) || (Array.isArray(value) && value.every(plain)) ? value : undefined;
  } catch {
    return undefined;
  }
}

function applied(file: string, at: string, value: unknown): string | null {
  try {
    return applyEdits(file, [{ op: 'set', at, value }]);
  } catch (error) {
    if (error instanceof CatalogueError) return null;
    throw error;
  }
}
