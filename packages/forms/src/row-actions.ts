import type { Files, List, Node } from './model.ts';
import { outsideRows } from './node-names.ts';
import { partsOfControl, postedRows, type Posted } from './posted.ts';
import { controlName } from './names.ts';

/** A pressed button that adds or removes a row. */
export interface RowAction {
  /** Value of the button, as the caller gets it. */
  action: string;
  /** Full name of the list: `players`, `children[2].toys`. */
  list: string;
  /** Position of the row to remove, from 1; null adds one. */
  remove: number | null;
}

/** What of a page may be posted: controls by name without positions, lists with the most rows they may have. */
export interface Accepted {
  controls: Set<string>;
  lists: Map<string, List>;
}

const without = (name: string) => (name.includes('[') ? name.replace(/\[\d{1,3}\]/g, '[]') : name);

/** Adds a list, its marks of rows and the controls of its rows. */
export function acceptList(list: List, path: string, accepted: Accepted): void {
  const name = `${path}${list.name}`;
  accepted.lists.set(name, list);
  accepted.controls.add(`${name}[]`);
  for (const part of outsideRows(list.parts)) {
    if (part.kind === 'list') acceptList(part, `${name}[].`, accepted);
    else if (part.kind === 'field')
      for (const each of partsOfControl(part.type)) accepted.controls.add(controlName(`${name}[].${part.name}`, each));
  }
}

/** True when a control of this name is on the page, or could be after adding rows. */
export function accepts(accepted: Accepted, name: string): boolean {
  return accepted.controls.has(without(name)) && (!name.includes('[') || positionsFit(accepted, name));
}

function positionsFit(accepted: Accepted, name: string): boolean {
  for (const found of name.matchAll(/\[(\d{1,3})\]/g)) {
    const list = accepted.lists.get(without(name.slice(0, found.index)));
    const position = Number(found[1]);
    if (!list || position < 1 || position > list.maxRows) return false;
  }
  return true;
}

/** Reads the value of the button `action`; null when it is none of these lists. */
export function rowAction(action: string | undefined, accepted: Accepted): RowAction | null {
  const found = /^(add-row|remove-row):([\p{L}\p{N}_.[\]-]{1,300}?)(?::(\d{1,3}))?$/u.exec(action ?? '');
  if (!found || !accepted.lists.get(without(found[2]!))?.addable || !positionsFit(accepted, found[2]!)) return null;
  const remove = found[1] === 'remove-row' ? Number(found[3] ?? 0) : null;
  return remove === 0 || (remove === null && found[3] !== undefined) ? null : { action: found[0], list: found[2]!, remove };
}

/** Reads the value of the button `action` of a requested document; null when it is none of these. */
export function fileAction(action: string | undefined, files: readonly Files[]): string | null {
  const found = /^(?:send-file:([\w.-]{1,200})|remove-file:([\w.-]{1,200}):[\w.-]{1,100})$/.exec(action ?? '');
  return found && files.some(({ name }) => name === (found[1] ?? found[2])) ? found[0] : null;
}

/**
 * Moves what was posted for the rows of a list (full name `name`) to positions 1, 2, 3 …, without a removed row and with
 * an added one, so that the page shows as many rows as it should. Lists inside come first.
 */
export function renumber(list: List, name: string, posted: Posted, action: RowAction | null): void {
  const positions = postedRows(Object.keys(posted), name);
  for (const position of positions)
    for (const inner of innerLists(list.parts)) renumber(inner, `${name}[${position}].${inner.name}`, posted, action);
  const mine = action?.list === name ? action : null;
  const kept = positions.filter((position) => position !== mine?.remove).slice(0, list.maxRows);
  const inPlace = kept.length === positions.length && kept.every((position, index) => position === index + 1);
  if (!inPlace) {
    const rows = kept.map((position) => take(posted, `${name}[${position}]`));
    for (const position of positions) take(posted, `${name}[${position}]`);
    for (const [index, row] of rows.entries()) for (const [rest, texts] of row) posted[`${name}[${index + 1}]${rest}`] = texts;
  }
  if (mine !== null && mine.remove === null && kept.length < list.maxRows) posted[`${name}[${kept.length + 1}]`] = [''];
}

/** Takes out all that stands below a row. */
export function take(posted: Posted, row: string): [rest: string, texts: string[]][] {
  const found: [string, string[]][] = [];
  for (const name of Object.keys(posted)) {
    if (name !== row && !name.startsWith(`${row}.`)) continue;
    found.push([name.slice(row.length), posted[name]!]);
    delete posted[name];
  }
  return found;
}

/** Lists directly in the rows of a list. */
export function innerLists(parts: readonly Node[]): List[] {
  return outsideRows(parts).filter((part): part is List => part.kind === 'list');
}
