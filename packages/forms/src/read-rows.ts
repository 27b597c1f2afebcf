import type { List } from './model.ts';
import { isEmpty, type Tree } from './names.ts';
import { postedRows, type Posted } from './posted.ts';
import { parseField, type ParsedAt } from './parse-field.ts';
import { isEmptyRow, refForRow, rowsOf } from './rows.ts';
import { rowSpot } from './spots.ts';
import type { FormContext } from './types.ts';

/**
 * Rows of a list as they were posted. Rows that were given keep what they were given; added rows in which nothing was
 * typed are left out. `posted` is put in the same order, so that errors name the rows that are shown.
 */
export function readRows(list: List, posted: Posted, parsed: ParsedAt, names: Tree, context: FormContext): Tree[] {
  return list.items === null ? readAddedRows(list, posted, parsed, names, context) : readGivenRows(list, posted, parsed, names, context);
}

function readGivenRows(list: List, posted: Posted, parsed: ParsedAt, names: Tree, context: FormContext): Tree[] {
  return rowsOf(list, names, context).map((row, index) => {
    const read: Tree = { ...row };
    for (const field of list.parts) {
      const spot = rowSpot(field, list, index, row, names, context);
      if (spot.standing !== 'asked') continue;
      const result = parseField(field, spot.name, (control) => posted[control], context);
      parsed.set(spot.name, result);
      delete read[field.name];
      if ('value' in result && !isEmpty(result.value)) read[field.name] = result.value;
    }
    return read;
  });
}

function readAddedRows(list: List, posted: Posted, parsed: ParsedAt, names: Tree, context: FormContext): Tree[] {
  const rows: Tree[] = [];
  const taken = new Set<string>();
  for (const position of postedRows(Object.keys(posted), list.name)) {
    const row: Tree = {};
    const results: ParsedAt = new Map();
    for (const field of list.parts) {
      const name = `${list.name}[${position}].${field.name}`;
      const result = parseField(field, name, (control) => posted[control], context);
      results.set(name, result);
      if ('value' in result && !isEmpty(result.value)) row[field.name] = result.value;
    }
    const nothingTyped = isEmptyRow(row) && [...results.values()].every((result) => 'value' in result);
    if (nothingTyped) continue;
    if (list.refs) row['ref'] = refForRow(posted[`${list.name}[${position}]`]?.[0] ?? '', taken);
    rows.push(row);
    moveResults(list, position, rows.length, results, parsed, posted);
  }
  dropRowsFrom(list, rows.length + 1, posted);
  return rows;
}

/** Empty rows before this one are gone: what was typed here now stands `to` that position. */
function moveResults(list: List, from: number, to: number, results: ParsedAt, parsed: ParsedAt, posted: Posted): void {
  const [source, target] = [`${list.name}[${from}]`, `${list.name}[${to}]`];
  for (const [name, result] of results) parsed.set(target + name.slice(source.length), result);
  if (from === to) return;
  for (const name of Object.keys(posted)) {
    if (name !== source && !name.startsWith(`${source}.`)) continue;
    posted[target + name.slice(source.length)] = posted[name]!;
    delete posted[name];
  }
}

function dropRowsFrom(list: List, position: number, posted: Posted): void {
  for (const name of Object.keys(posted)) {
    const found = name.startsWith(`${list.name}[`) ? /^\[(\d+)\]/.exec(name.slice(list.name.length)) : null;
    if (found && Number(found[1]) >= position) delete posted[name];
  }
}
