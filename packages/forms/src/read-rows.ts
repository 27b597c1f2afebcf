import type { List, Node } from './model.ts';
import { isEmpty, valueAt, withValue, type Tree } from './names.ts';
import { postedRows, type Posted } from './posted.ts';
import { parseField, type ParsedAt } from './parse-field.ts';
import { rowPlace, type Place } from './place.ts';
import { take } from './row-actions.ts';
import { isEmptyRow, refForRow, rowsOf } from './rows.ts';
import { spotOf } from './spots.ts';
import type { FormContext } from './types.ts';

/** What was posted, and what became of it. */
export interface Reading {
  posted: Posted;
  parsed: ParsedAt;
  context: FormContext;
  /** Rows in which nothing is typed yet stay at their place. */
  keepEmptyRows?: boolean;
}

/**
 * Rows of a list as they were posted. Rows that were given keep what they were given; added rows in which nothing was
 * typed are left out. `posted` is put in the same order, so that errors name the rows that are shown.
 */
export function readRows(list: List, around: Place, reading: Reading): Tree[] {
  return list.items === null ? readAddedRows(list, around, reading) : readGivenRows(list, around, reading);
}

function readGivenRows(list: List, around: Place, reading: Reading): Tree[] {
  return rowsOf(list, around, reading.context).map((row, index) => readParts(list.parts, rowPlace(list, around, index, row), reading, row));
}

/** A row with the parts that were asked read anew; what was not asked stays. */
function readParts(parts: readonly Node[], place: Place, reading: Reading, before: Tree): Tree {
  let row = before;
  for (const part of parts) {
    if (part.kind === 'group') {
      row = readParts(part.parts, place, reading, row);
      row = completed(part, row);
    } else if (part.kind === 'list') {
      const rows = readRows(part, { ...place, values: row }, reading);
      row = withValue(row, part.name, rows.length === 0 ? null : rows);
    } else if (part.kind === 'field') {
      const spot = spotOf(part, place, reading.context);
      if (spot.standing !== 'asked') continue;
      const result = parseField(spot, (control) => reading.posted[control], reading.context);
      reading.parsed.set(spot.name, result);
      row = withValue(row, part.name, 'value' in result && !isEmpty(result.value) ? result.value : null);
    }
  }
  return row;
}

/** The parts of a kind of group as they are kept. */
export function completed(group: Extract<Node, { kind: 'group' }>, values: Tree): Tree {
  if (group.name === null || !group.type?.complete) return values;
  const value = valueAt(values, group.name);
  return isEmpty(value) ? values : withValue(values, group.name, group.type.complete(value as Tree));
}

function readAddedRows(list: List, around: Place, { posted, parsed, context, keepEmptyRows = false }: Reading): Tree[] {
  const name = `${around.path}${list.name}`;
  const rows: Tree[] = [];
  const taken = new Set<string>();
  const earlier = rowsOf(list, around.earlier ? { ...around, values: around.earlier } : around, context);
  for (const position of postedRows(Object.keys(posted), name)) {
    const results: ParsedAt = new Map();
    const place = { ...rowPlace(list, around, position - 1, {}), earlier: earlier[position - 1] ?? {} };
    const row = readParts(list.parts, place, { posted, parsed: results, context, keepEmptyRows }, place.values);
    const nothingTyped = !keepEmptyRows && isEmptyRow(row) && [...results.values()].every((result) => 'value' in result);
    if (nothingTyped) {
      take(posted, `${name}[${position}]`);
      continue;
    }
    if (list.refs) row['ref'] = refForRow(posted[`${name}[${position}]`]?.[0] ?? '', taken);
    rows.push(row);
    moveRow(name, position, rows.length, results, parsed, posted);
  }
  return rows;
}

/** Empty rows before this one are gone: what was typed here now stands `to` that position. */
function moveRow(name: string, from: number, to: number, results: ParsedAt, parsed: ParsedAt, posted: Posted): void {
  const [source, target] = [`${name}[${from}]`, `${name}[${to}]`];
  for (const [control, result] of results) parsed.set(target + control.slice(source.length), result);
  if (from === to) return;
  for (const [rest, texts] of take(posted, source)) posted[`${target}${rest}`] = texts;
}
