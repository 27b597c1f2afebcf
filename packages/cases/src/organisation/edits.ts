import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, parse, parseDocument } from 'yaml';
import { CatalogueError } from '../errors.ts';
import type { CatalogueFiles } from '../catalogue/types.ts';

/**
 * One place of an authority's file that changes: set, appended to a list (entries with a day of their own are never changed), or the whole
 * file as it was imported. `at` is the path with points.
 */
export type Edit = { op: 'set'; at: string; value: unknown } | { op: 'append'; at: string; value: unknown } | { op: 'file'; text: string };

/** Released changes of one file, in the order in which they were released. */
export interface OverlayRow {
  authority: string;
  path: string;
  edits: Edit[];
  /** What stood at the places that were set. */
  before: unknown[];
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * The text of a file with edits made; comments and what is not touched stay as they were.
 * @throws CatalogueError `edit-without-place` when the file has no such place any more
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let changed = text;
  for (const edit of edits) changed = edit.op === 'file' ? edit.text : applyEdit(changed, edit);
  return changed;
}

function applyEdit(text: string, edit: PlacedEdit): string {
  const document = parseDocument(text, { version: '1.2', schema: 'core' });
  const path = edit.at.split('.');
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (document.errors.length > 0 || !isMap(parent))
    throw new CatalogueError('edit-without-place', `expected a place for ${edit.at}, got a file without it`);
  const careful = inPlace(text, document.getIn(path, true), edit);
  if (edit.op === 'set') document.setIn(path, document.createNode(edit.value, { flow: true }));
  else {
    const list = document.getIn(path);
    if (isSeq(list)) list.items.push(document.createNode(edit.value, { flow: true }));
    else document.setIn(path, document.createNode([edit.value]));
  }
  // Only what has the very same meaning as the edit of the whole document; that one writes the file anew.
  return careful !== null && isDeepStrictEqual(readOrNull(careful), document.toJS()) ? careful : document.toString(STYLE);
}

type PlacedEdit = Exclude<Edit, { op: 'file' }>;
const STYLE = { lineWidth: 0, flowCollectionPadding: true, singleQuote: true } as const;

/** The text with the edit at its very place, so that everything else stays letter by letter; null where this is not simple. */
function inPlace(text: string, node: unknown, edit: PlacedEdit): string | null {
  const value = flowOf(edit.value);
  const range = (isMap(node) || isSeq(node) || isScalar(node)) && node.range ? node.range : null;
  if (!range) {
    if (edit.at.includes('.')) return null;
    return `${text.replace(/\n*$/, '\n')}${edit.at}:${edit.op === 'append' ? `\n  - ${value}` : ` ${value}`}\n`;
  }
  if (edit.op === 'set') return `${text.slice(0, range[0])}${value}${text.slice(range[1])}`;
  if (!isSeq(node)) return null;
  const last = node.items.at(-1);
  if (last === undefined) return `${text.slice(0, range[0]).trimEnd()}\n  - ${value}${text.slice(range[1])}`;
  if (node.flow || !(isMap(last) || isScalar(last)) || !last.range) return null;
  const begin = text.lastIndexOf('\n', last.range[0]) + 1;
  const end = text.indexOf('\n', last.range[1]);
  const indent = /^ */.exec(text.slice(begin))![0];
  return end < 0 ? `${text}\n${indent}- ${value}\n` : `${text.slice(0, end)}\n${indent}- ${value}${text.slice(end)}`;
}

/** A value on one line, as the files of authorities have it: `{ from: 2027-01-01, hours: ['Mo-Fr 08:00-11:45'] }`. */
function flowOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([key, each]) => `${flowOf(key)}: ${flowOf(each)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  const plain = /^[\p{L}_][\p{L}\p{M}\d _’.@/:-]*$/u.test(value) && !/: |:$| $|^(true|false|null|yes|no|on|off)$/i.test(value);
  // JSON's quotes are YAML's too; the plain form only where it is plainly a text or a date.
  return plain || /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? value
    : /[\\\p{Cc}]/u.test(value)
      ? JSON.stringify(value)
      : `'${value.replaceAll("'", "''")}'`;
}

function readOrNull(text: string): unknown {
  const document = parseDocument(text, { version: '1.2', schema: 'core' });
  return document.errors.length > 0 ? null : document.toJS();
}

/** What stands at a path of a file; undefined for nothing. */
export function valueAt(text: string, at: string): unknown {
  let value: unknown = parse(text, { version: '1.2', schema: 'core' });
  for (const step of at.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  return value;
}

/** Edits that a text does not hold: what an import of it would take back. */
export function missingEdits(text: string, edits: readonly Edit[]): Edit[] {
  return edits.filter((edit) => {
    if (edit.op === 'file') return false;
    const found = valueAt(text, edit.at);
    if (edit.op === 'set') return !isDeepStrictEqual(found, edit.value);
    return !Array.isArray(found) || !found.some((each) => isDeepStrictEqual(each, edit.value));
  });
}

/** Released changes that could not be laid over their file, or hide something that the folder says since. */
export interface OverlayConflict {
  path: string;
  /** The place in the file; null: the whole. */
  at: string | null;
  what: 'hides' | 'without-place';
}

/**
 * The files with the released changes laid over them. A change whose place is gone is left out and told, so that the rest still holds.
 */
export function layOver(files: CatalogueFiles, overlay: readonly OverlayRow[]): { files: CatalogueFiles; conflicts: OverlayConflict[] } {
  if (overlay.length === 0) return { files, conflicts: [] };
  const changed = { ...files };
  const conflicts: OverlayConflict[] = [];
  for (const { path, edits, before } of overlay) {
    const base = files[path] ? decoder.decode(files[path]) : null;
    for (const [index, edit] of edits.entries()) {
      const conflict = base === null ? null : hidden(base, edit, before[index]);
      if (conflict !== null) conflicts.push({ path, at: conflict || null, what: 'hides' });
    }
    try {
      changed[path] = encoder.encode(applyEdits(changed[path] ? decoder.decode(changed[path]) : '', edits));
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error;
      conflicts.push({ path, at: edits.map((edit) => (edit.op === 'file' ? '' : edit.at)).join(', '), what: 'without-place' });
    }
  }
  return { files: changed, conflicts };
}

/** The place of an edit where the folder says neither what it said before the change nor what the change says. */
function hidden(base: string, edit: Edit, before: unknown): string | null {
  if (edit.op === 'append') return null;
  if (edit.op === 'file') return base === edit.text || base === before ? null : '';
  const now = valueAt(base, edit.at) ?? null;
  return isDeepStrictEqual(now, before ?? null) || isDeepStrictEqual(now, edit.value) ? null : edit.at;
}
